package io.tocsin.server.targets;

import io.tocsin.config.Priority;
import io.tocsin.config.Target.Language;
import io.tocsin.config.Text;
import java.util.Map;

/** What types of events and priorities are called in a mail. Pure. */
final class MailWords {
    private static final Map<String, Text> TYPES = Map.ofEntries(
            Map.entry("RAISED", new Text("报警", "raised")),
            Map.entry("CLEARED", new Text("已恢复", "cleared")),
            Map.entry("ACKNOWLEDGED", new Text("已确认", "acknowledged")),
            Map.entry("REALARMED", new Text("再次报警", "raised again")),
            Map.entry("SUPERSEDED", new Text("已被取代", "superseded")),
            Map.entry("RESET", new Text("已复位", "reset")),
            Map.entry("MISSED", new Text("补报", "missed")),
            Map.entry("CONFIG_CHANGED", new Text("配置更改", "configuration changed")),
            Map.entry("SHELVED", new Text("已搁置", "shelved")),
            Map.entry("UNSHELVED", new Text("取消搁置", "unshelved")),
            Map.entry("SUPPRESSED", new Text("已抑制", "suppressed")),
            Map.entry("UNSUPPRESSED", new Text("解除抑制", "no longer suppressed")),
            Map.entry("REMOVED_FROM_SERVICE", new Text("退出服务", "removed from service")),
            Map.entry("RETURNED_TO_SERVICE", new Text("恢复服务", "returned to service")),
            Map.entry("ESCALATED", new Text("已升级", "escalated")),
            Map.entry("COMMENTED", new Text("备注", "commented")),
            Map.entry("ASSIGNED", new Text("已指派", "assigned")),
            Map.entry("HANDLED", new Text("已处置", "handled")),
            Map.entry("FALSE_ALARM", new Text("误报", "false alarm")),
            Map.entry("CLOSED", new Text("已办结", "closed")));

    private static final Map<Priority, String> PRIORITIES_ZH =
            Map.of(Priority.CRITICAL, "紧急", Priority.HIGH, "高", Priority.MEDIUM, "中", Priority.LOW, "低");

    private MailWords() {}

    static String in(Language language, Text text) {
        return language == Language.ZH ? text.zh() : text.en();
    }

    static String type(Language language, String type) {
        return in(language, TYPES.getOrDefault(type, Text.of(type)));
    }

    static String priority(Language language, Priority priority) {
        return language == Language.ZH ? PRIORITIES_ZH.getOrDefault(priority, priority.name()) : priority.name();
    }
}
