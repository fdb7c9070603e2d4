package io.tocsin.config;

import io.tocsin.config.CsvTable.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of {@code alarms.csv}, in their order. */
public enum AlarmColumn {
    TAG("tag", "位号", Holds.CODE),
    CONDITION("condition", "报警条件 条件", Holds.CODE),
    /** The limit, or {@code off}. */
    VALUE("value", "限值 报警值", Holds.NUMBER),
    DEADBAND("deadband", "死区 回差", Holds.NUMBER),
    ON_DELAY("onDelay", "报警延时", Holds.DURATION),
    OFF_DELAY("offDelay", "恢复延时", Holds.DURATION),
    PRIORITY("priority", "优先级", Holds.WORD),
    CLASS("class", "报警类别 类别", Holds.CODE),
    LATCHING("latching", "锁存 自保持", Holds.YES_OR_NO),
    CAUSE("cause", "原因", Holds.TEXT),
    CAUSE_ZH("cause.zh", "原因.中文", Holds.TEXT),
    CAUSE_EN("cause.en", "原因.英文", Holds.TEXT),
    CONSEQUENCE("consequence", "后果", Holds.TEXT),
    CONSEQUENCE_ZH("consequence.zh", "后果.中文", Holds.TEXT),
    CONSEQUENCE_EN("consequence.en", "后果.英文", Holds.TEXT),
    ACTION("action", "处置 处置措施", Holds.TEXT),
    ACTION_ZH("action.zh", "处置.中文", Holds.TEXT),
    ACTION_EN("action.en", "处置.英文", Holds.TEXT),
    TIME_TO_RESPOND("timeToRespond", "响应时间 可用时间", Holds.DURATION),
    PLAN("plan", "应急预案 预案", Holds.CODE),
    CAMERAS("cameras", "摄像头 摄像机", Holds.LIST),
    CONTACTS("contacts", "联系人", Holds.LIST),
    /** Why the row is as it is. */
    REASON("reason", "变更原因 理由", Holds.TEXT),
    /** Number of the management of change. */
    CHANGE("change", "变更编号 变更单号", Holds.CODE);

    /** What a cell may hold. */
    enum Holds {
        /** An id: what a spreadsheet made of it is found. */
        CODE,
        WORD,
        NUMBER,
        DURATION,
        YES_OR_NO,
        TEXT,
        /** Several, with semicolons or line breaks between. */
        LIST
    }

    private final String heading;
    private final String aliases;
    private final Holds holds;

    AlarmColumn(String heading, String aliases, Holds holds) {
        this.heading = heading;
        this.aliases = aliases;
        this.holds = holds;
    }

    /** Its name in English, as in the other files. */
    public String heading() {
        return heading;
    }

    /** Its name for people of either language. */
    public Text label() {
        return new Text(aliases().get(0), heading);
    }

    /** True for what a spreadsheet may calculate with. */
    public boolean isNumber() {
        return holds == Holds.NUMBER;
    }

    public boolean isYesOrNo() {
        return holds == Holds.YES_OR_NO;
    }

    Holds holds() {
        return holds;
    }

    List<String> aliases() {
        return List.of(aliases.split(" "));
    }

    /** True where the cell decides whether, when or how the alarm rings: such a change is to have a reason. */
    boolean isDecisive() {
        return compareTo(VALUE) >= 0 && compareTo(LATCHING) <= 0;
    }

    /** True where the condition itself has it; what is left is how people are told of it. */
    boolean isOfCondition() {
        return isDecisive() && this != CLASS && this != LATCHING;
    }

    /** A text in both languages at once: read, and never written. */
    boolean isShort() {
        return this == CAUSE || this == CONSEQUENCE || this == ACTION;
    }

    /** True where a condition has something that the column can say. */
    boolean saysOf(Condition condition) {
        return switch (this) {
            case VALUE, DEADBAND -> isLimit(condition) || isMeasured(condition);
            case ON_DELAY, OFF_DELAY -> condition != Condition.FLAT && condition != Condition.STALE;
            default -> true;
        };
    }

    private static boolean isMeasured(Condition condition) {
        return switch (condition) {
            case DEV, ROC, ROC_UP, ROC_DOWN -> true;
            default -> false;
        };
    }

    /** True for the conditions that a row may add and take away. */
    static boolean isLimit(Condition condition) {
        return Shape.LIMITS.names().contains(condition.name());
    }

    static Optional<AlarmColumn> named(String heading) {
        return Arrays.stream(values())
                .filter(column -> column.heading.equals(heading))
                .findFirst();
    }

    /** As a table may have them. */
    static List<Column> columns() {
        return Arrays.stream(values())
                .map(column -> {
                    Column of = Column.of(column.heading, column.aliases);
                    return column == TAG || column == CONDITION ? of.asRequired() : of;
                })
                .toList();
    }
}
