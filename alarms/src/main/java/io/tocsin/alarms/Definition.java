package io.tocsin.alarms;

import io.tocsin.config.Closure;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.gates.GateRaise;
import io.tocsin.rules.gates.GateReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alarm before it is ever raised.
 *
 * @param id {@code <tag>:<condition>}, {@code gateway:<id>:<condition>} or {@code rule:<rule>:<subject>}: the key of everything
 *     that is said of it
 * @param category PROCESS for a point's alarm, ACCESS for a gate's, SYSTEM for the platform's own health
 * @param tag null for an alarm that belongs to no tag
 * @param limit NaN where the condition has none
 * @param alarmClass how it is treated
 * @param position whose it is; null where nobody in particular is responsible
 * @param informed positions that are told as well
 * @param pass what a gate saw; null for an alarm that is not of a gate
 */
public record Definition(
        String id,
        String category,
        @Nullable String tag,
        String condition,
        double limit,
        @Nullable String unit,
        @Nullable String enterprise,
        @Nullable String area,
        Priority priority,
        AlarmClass alarmClass,
        @Nullable String position,
        List<String> informed,
        Text message,
        @Nullable Pass pass) {
    public Definition {
        informed = List.copyOf(informed);
    }

    /** True where it stays after the return until it is reset. */
    public boolean latching() {
        return alarmClass.latching();
    }

    /**
     * What a gate saw.
     *
     * @param subject stands for the plate in ids and keys
     * @param plate personal data: whoever shows it decides who may see it
     * @param reasons in their order
     */
    public record Pass(String subject, String plate, List<GateReason> reasons, String gate) {
        public Pass {
            reasons = List.copyOf(reasons);
        }
    }

    /** The condition is the first of the reasons. No text of it holds the plate. */
    static Definition of(GateRaise raise, Closure closure) {
        List<Text> why = raise.reasons().stream().map(GateReason::label).toList();
        Text where = where(raise, closure);
        return new Definition(
                raise.rule().alarmId(raise.subject()),
                "ACCESS",
                null,
                raise.reasons().get(0).name(),
                Double.NaN,
                null,
                raise.enterprise(),
                null,
                raise.priority(),
                false,
                new Text(
                        where.zh() + "：" + why.stream().map(Text::zh).collect(Collectors.joining("、")),
                        where.en() + ": " + why.stream().map(Text::en).collect(Collectors.joining(", "))),
                new Pass(raise.subject(), raise.plate(), raise.reasons(), raise.gate()));
    }

    private static Text where(GateRaise raise, Closure closure) {
        Text gate = name(raise.gate(), closure);
        if (raise.otherGate() == null) {
            return gate;
        }
        Text other = name(raise.otherGate(), closure);
        return new Text(other.zh() + "、" + gate.zh(), other.en() + ", " + gate.en());
    }

    /** Its name, with its id where that does not stand in it already. */
    private static Text name(String id, Closure closure) {
        Text name = closure.gate(id).map(Closure.Gate::name).orElse(Text.of(id));
        return new Text(
                name.zh().contains(id) ? name.zh() : id + " " + name.zh(),
                name.en().contains(id) ? name.en() : id + " " + name.en());
    }

    static Definition of(Tag tag, ConditionSpec spec) {
        String condition = spec.condition().name();
        Text name = ConditionNames.of(spec.condition());
        return new Definition(
                tag.id() + ":" + condition,
                "PROCESS",
                tag.id(),
                condition,
                limit(spec),
                tag.unit(),
                tag.enterprise(),
                tag.area(),
                spec.priority(),
                spec.latching(),
                new Text(tag.id() + " " + name.zh(), tag.id() + " " + name.en()),
                null);
    }

    /**
     * What can be wrong with a gateway. Where it is offline, its clock runs so far ahead that nothing of it is taken, or
     * it sends so much that not all of it is taken, that is at least as urgent as the most urgent alarm that it blinds, and never less than high.
     */
    static List<Definition> ofGateway(Site.Gateway gateway, List<Tag> tags) {
        Priority blinding = mostUrgent(gateway, tags);
        String id = gateway.id();
        return List.of(
                ofGateway(gateway, "OFFLINE", blinding, new Text("网关 " + id + " 离线", "Gateway " + id + " offline")),
                ofGateway(
                        gateway,
                        "CLOCK_SKEW",
                        blinding,
                        new Text("网关 " + id + " 时钟超前，数据被拒收", "Gateway " + id + " clock runs ahead, data refused")),
                ofGateway(
                        gateway,
                        "CLOCK_STEP",
                        Priority.MEDIUM,
                        new Text("网关 " + id + " 时钟回拨", "Gateway " + id + " clock was set back")),
                ofGateway(
                        gateway,
                        "RATE_EXCEEDED",
                        blinding,
                        new Text(
                                "网关 " + id + " 发送超限，超出部分被丢弃",
                                "Gateway " + id + " sends more than it may, excess dropped")));
    }

    private static Definition ofGateway(Site.Gateway gateway, String condition, Priority priority, Text message) {
        return new Definition(
                "gateway:" + gateway.id() + ":" + condition,
                "SYSTEM",
                null,
                condition,
                Double.NaN,
                null,
                gateway.enterprise(),
                null,
                priority,
                false,
                message,
                null);
    }

    private static Priority mostUrgent(Site.Gateway gateway, List<Tag> tags) {
        return Stream.concat(
                        Stream.of(Priority.HIGH),
                        tags.stream()
                                .filter(tag -> maySpeakFor(gateway, tag))
                                .flatMap(tag -> tag.conditions().stream())
                                .map(ConditionSpec::priority))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean maySpeakFor(Site.Gateway gateway, Tag tag) {
        if (tag.gateway() != null) {
            return tag.gateway().equals(gateway.id());
        }
        return tag.enterprise() == null || tag.enterprise().equals(gateway.enterprise());
    }

    /** The same as somebody may see it who may not see whose vehicle it is. */
    public Definition masked(String plate) {
        Pass seen = pass == null ? null : new Pass(pass.subject(), plate, pass.reasons(), pass.gate());
        return new Definition(
                id, category, tag, condition, limit, unit, enterprise, area, priority, latching, message, seen);
    }

    Definition withPriority(Priority other) {
        return new Definition(
                id, category, tag, condition, limit, unit, enterprise, area, other, latching, message, pass);
    }

    void write(StateWriter out) {
        out.putText(id);
        out.putText(category);
        out.putOptional(tag);
        out.putText(condition);
        out.putDouble(limit);
        out.putOptional(unit);
        out.putOptional(enterprise);
        out.putOptional(area);
        out.putText(priority.name());
        out.putBoolean(latching);
        out.putText(message.zh());
        out.putText(message.en());
        out.putBoolean(pass != null);
        if (pass != null) {
            out.putText(pass.subject());
            out.putText(pass.plate());
            out.putInt(pass.reasons().size());
            pass.reasons().forEach(reason -> out.putText(reason.name()));
            out.putText(pass.gate());
        }
    }

    static Definition read(StateReader in) {
        return new Definition(
                in.takeText(),
                in.takeText(),
                in.takeOptional(),
                in.takeText(),
                in.takeDouble(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeOptional(),
                Priority.valueOf(in.takeText()),
                in.takeBoolean(),
                new Text(in.takeText(), in.takeText()),
                in.takeBoolean() ? readPass(in) : null);
    }

    private static Pass readPass(StateReader in) {
        String subject = in.takeText();
        String plate = in.takeText();
        int count = in.takeInt();
        List<GateReason> reasons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reasons.add(GateReason.valueOf(in.takeText()));
        }
        return new Pass(subject, plate, reasons, in.takeText());
    }

    private static double limit(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.value();
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            return s.limit();
        }
        return spec instanceof ConditionSpec.RateOfChange s ? s.perMinute() : Double.NaN;
    }
}
