package io.tocsin.alarms;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Short ways to write down a site. */
final class Sites {
    private Sites() {}

    static Site site(List<Site.Gateway> gateways, Tag... tags) {
        return site("park", gateways, tags);
    }

    static Site site(String park, List<Site.Gateway> gateways, Tag... tags) {
        return new Site(
                new Site.Park(park, Text.of("Park"), ZoneOffset.UTC),
                List.of(),
                gateways,
                List.of(),
                List.of(tags),
                Settings.defaults(),
                "hash");
    }

    /** What alarms of a site share that says nothing of how they are treated. */
    static Setting setting(AlarmSink out) {
        return new Setting("park", Annunciation.NONE, () -> 0, new Deadlines(), new Leaving(), out);
    }

    /** Of the only condition of tag T. */
    static Definition definition(ConditionSpec spec) {
        return Definition.of(tag("T", spec), spec, Annunciation.NONE);
    }

    static Tag tag(String id, ConditionSpec... conditions) {
        return tagOf(id, null, null, conditions);
    }

    static Tag tagOf(String id, @Nullable String enterprise, @Nullable String gateway, ConditionSpec... conditions) {
        return new Tag(
                id,
                "LEVEL",
                "m",
                null,
                0,
                300_000,
                enterprise,
                gateway,
                null,
                "A1",
                new TreeMap<>(),
                List.of(conditions));
    }

    /** A high limit of 10 without delays. */
    static ConditionSpec high(Priority priority, boolean latching) {
        return high(10, 0, priority, latching);
    }

    static ConditionSpec high(double limit, long onDelayMs, Priority priority, boolean latching) {
        return new ConditionSpec.Limit(Condition.H, limit, 0, onDelayMs, 0, priority, latching, false);
    }
}
