package io.tocsin.server.http;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Quality;
import io.tocsin.server.picture.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How many of the points that a major hazard must have are there: connected (接入), heard (在线), valid (有效). */
final class Coverage {
    private static final List<String> KINDS = List.of("LEVEL", "PRESSURE", "TEMPERATURE", "GAS");

    private static final class Points {
        private int required;
        private int connected;
        private int heard;
        private int valid;
    }

    private final Values values;
    private final Staleness staleness;
    private final Map<String, String> hazardOfTank = new LinkedHashMap<>();
    private final Map<String, Set<String>> hazardsOfArea = new LinkedHashMap<>();

    Coverage(Values values, Staleness staleness) {
        this.values = values;
        this.staleness = staleness;
        for (Site.Tank tank : values.site().tanks()) {
            if (tank.hazard() != null) {
                hazardOfTank.put(tank.id(), tank.hazard());
            }
        }
        for (Tag tag : values.site().tags()) {
            String hazard = tag.tank() == null ? null : hazardOfTank.get(tag.tank());
            if (hazard != null && tag.area() != null) {
                hazardsOfArea
                        .computeIfAbsent(tag.area(), none -> new LinkedHashSet<>())
                        .add(hazard);
            }
        }
    }

    /** A point of a tank is of its hazard; one of no tank is of the tank or the hazards that its area names. */
    private boolean isOf(Tag tag, String hazard) {
        if (tag.tank() != null) {
            return hazard.equals(hazardOfTank.get(tag.tank()));
        }
        return tag.area() != null
                && (hazard.equals(hazardOfTank.get(tag.area()))
                        || hazardsOfArea.getOrDefault(tag.area(), Set.of()).contains(hazard));
    }

    /** An array with an object for each hazard, in the order of the site. */
    void write(JsonGenerator json) {
        json.writeStartArray();
        for (Site.Hazard hazard : values.site().ground().hazards()) {
            json.writeStartObject();
            json.writeStringProperty("hazard", hazard.id());
            for (String kind : KINDS) {
                points(json, kind, hazard.id());
            }
            json.writeNullProperty("video");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void points(JsonGenerator json, String kind, String hazard) {
        Points points = new Points();
        List<Tag> tags = values.site().tags();
        for (int i = 0; i < tags.size(); i++) {
            if (tags.get(i).metric().equals(kind) && isOf(tags.get(i), hazard)) {
                count(points, i);
            }
        }
        json.writeObjectPropertyStart(kind.toLowerCase(Locale.ROOT));
        json.writeNumberProperty("required", points.required);
        json.writeNumberProperty("connected", points.connected);
        json.writeNumberProperty("heard", points.heard);
        json.writeNumberProperty("valid", points.valid);
        json.writeEndObject();
    }

    private void count(Points points, int tag) {
        boolean connected = values.quality(tag) != Values.NEVER;
        boolean heard = connected && !staleness.isStale(values, tag);
        points.required++;
        points.connected += connected ? 1 : 0;
        points.heard += heard ? 1 : 0;
        points.valid += heard && Quality.isUsable(values.quality(tag)) ? 1 : 0;
    }

    /** Null where nothing is known yet. */
    static void write(JsonGenerator json, @Nullable Coverage coverage) {
        if (coverage == null) {
            json.writeNull();
        } else {
            coverage.write(json);
        }
    }
}
