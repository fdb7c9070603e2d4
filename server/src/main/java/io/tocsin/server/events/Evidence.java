package io.tocsin.server.events;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Logic;
import io.tocsin.config.Rule;
import io.tocsin.config.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What decided an event beside its limit, by the configuration in force: written into the event, so that it can be
 * explained when the samples are no longer held. Immutable.
 */
final class Evidence {
    private final Map<String, Tag> tags = new LinkedHashMap<>();

    private final Map<String, Rule> rules = new LinkedHashMap<>();

    Evidence(List<Tag> tags, List<Rule> rules) {
        tags.forEach(tag -> this.tags.put(tag.id(), tag));
        rules.forEach(rule -> this.rules.put(rule.alarmId(), rule));
    }

    /** Null of an event that no condition brought about. */
    void write(JsonGenerator json, AlarmEvent event) {
        Rule rule = isDecided(event) ? rules.get(event.definition().id()) : null;
        ConditionSpec spec = spec(event);
        if (rule != null) {
            write(json, rule);
        } else if (spec != null) {
            write(json, spec);
        } else {
            json.writeNullProperty("evidence");
        }
    }

    private static void write(JsonGenerator json, Rule rule) {
        json.writeObjectPropertyStart("evidence");
        json.writeNullProperty("deadband");
        json.writeNumberProperty("onDelayMs", rule.onDelayMs());
        json.writeNumberProperty("offDelayMs", rule.offDelayMs());
        json.writeNullProperty("setpoint");
        whole(json, "windowMs", windowMs(rule.logic()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ConditionSpec spec) {
        json.writeObjectPropertyStart("evidence");
        Json.number(json, "deadband", deadband(spec));
        json.writeNumberProperty("onDelayMs", spec.onDelayMs());
        json.writeNumberProperty("offDelayMs", spec.offDelayMs());
        Json.number(json, "setpoint", spec instanceof ConditionSpec.Deviation s ? s.setpoint() : Double.NaN);
        whole(json, "windowMs", windowMs(spec));
        json.writeEndObject();
    }

    private static boolean isDecided(AlarmEvent event) {
        return switch (event.type()) {
            case RAISED, CLEARED, MISSED -> true;
            default -> false;
        };
    }

    private @Nullable ConditionSpec spec(AlarmEvent event) {
        String named = event.definition().tag();
        Tag tag = isDecided(event) && named != null ? tags.get(named) : null;
        return tag == null
                ? null
                : tag.conditions().stream()
                        .filter(spec -> spec.condition()
                                .name()
                                .equals(event.definition().condition()))
                        .findFirst()
                        .orElse(null);
    }

    private static double deadband(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.deadband();
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            return s.deadband();
        }
        return spec instanceof ConditionSpec.RateOfChange s ? s.deadband() : Double.NaN;
    }

    /** -1 where there is none. */
    private static long windowMs(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.RateOfChange s) {
            return s.windowMs();
        }
        if (spec instanceof ConditionSpec.Flatline s) {
            return s.windowMs();
        }
        return spec instanceof ConditionSpec.Stale s ? s.timeoutMs() : -1;
    }

    /** -1 where there is none. */
    private static long windowMs(Logic logic) {
        if (logic instanceof Logic.Moving each) {
            return each.windowMs();
        } else if (logic instanceof Logic.TimeToLimit each) {
            return each.windowMs();
        } else if (logic instanceof Logic.Movement each) {
            return each.windowMs();
        } else if (logic instanceof Logic.Upwind each) {
            return each.windowMs();
        }
        return logic instanceof Logic.Count each ? each.windowMs() : -1;
    }

    private static void whole(JsonGenerator json, String name, long number) {
        if (number < 0) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, number);
        }
    }
}
