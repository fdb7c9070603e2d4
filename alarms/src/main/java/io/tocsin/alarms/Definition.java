package io.tocsin.alarms;

import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alarm before it is ever raised.
 *
 * @param id {@code <tag>:<condition>} or {@code gateway:<id>:OFFLINE}: the key of everything that is said of it
 * @param category PROCESS for a point's alarm, SYSTEM for the platform's own health
 * @param tag null for an alarm that belongs to no tag
 * @param limit NaN where the condition has none
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
        boolean latching,
        Text message) {
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
                new Text(tag.id() + " " + name.zh(), tag.id() + " " + name.en()));
    }

    /** At least as urgent as the most urgent alarm that it blinds, and never less than high. */
    static Definition gatewayOffline(Site.Gateway gateway, List<Tag> tags) {
        String id = gateway.id();
        return new Definition(
                "gateway:" + id + ":OFFLINE",
                "SYSTEM",
                null,
                "OFFLINE",
                Double.NaN,
                null,
                gateway.enterprise(),
                null,
                mostUrgent(gateway, tags),
                false,
                new Text("网关 " + id + " 离线", "Gateway " + id + " offline"));
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

    Definition withPriority(Priority other) {
        return new Definition(id, category, tag, condition, limit, unit, enterprise, area, other, latching, message);
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
