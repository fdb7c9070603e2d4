package io.tocsin.server.http;

import io.tocsin.config.Closure;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.MajorHazard;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.Values;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What a site is, as JSON: {@code GET /api/v1/park}. */
record ParkJson(Values values, Site site, Sight sight, boolean drill) {
    ParkJson(Values values, Sight sight, boolean drill) {
        this(values, values.site(), sight, drill);
    }

    byte[] bytes() {
        return Json.object(json -> {
            json.writeName("park");
            json.writeStartObject();
            Json.string(json, "id", site.park().id());
            text(json, "name", site.park().name());
            Json.string(json, "zone", site.park().zone().getId());
            json.writeEndObject();
            list(json, "enterprises", seen(site.enterprises(), Site.Enterprise::id), ParkJson::enterprise);
            list(json, "gateways", seen(site.gateways(), Site.Gateway::enterprise), this::gateway);
            list(json, "zones", site.ground().zones(), ParkJson::zone);
            list(json, "hazards", seen(site.ground().hazards(), Site.Hazard::enterprise), this::hazard);
            list(json, "tanks", seen(site.tanks(), Site.Tank::enterprise), this::tank);
            list(json, "tags", seen(site.tags(), Tag::enterprise), ParkJson::tag);
            list(json, "gates", site.closure().gates(), ParkJson::gate);
            list(json, "cameras", site.ground().cameras(), ParkJson::camera);
            list(json, "outlets", seen(site.ground().outlets(), Site.Outlet::enterprise), ParkJson::outlet);
            json.writeBooleanProperty("limitsAreDemo", site.park().id().equals(DEMO));
            json.writeBooleanProperty("drill", drill);
            Json.string(json, "configVersion", ConfigHash.version(site.hash()));
        });
    }

    @FunctionalInterface
    private interface Whose<T> {
        @Nullable
        String enterprise(T thing);
    }

    private <T> List<T> seen(List<T> all, Whose<T> whose) {
        return all.stream()
                .filter(each -> sight.scope().sees(whose.enterprise(each)))
                .toList();
    }

    /** The demonstration park that is shipped: its limits must never be taken for regulation. */
    private static final String DEMO = "330199P01";

    private static <T> void list(JsonGenerator json, String name, List<T> items, Views.Item<T> item) {
        json.writeName(name);
        Views.array(json, items, item);
    }

    private static void text(JsonGenerator json, String name, Text text) {
        json.writeName(name);
        json.writeStartObject();
        Json.string(json, "zh", text.zh());
        Json.string(json, "en", text.en());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> items) {
        json.writeArrayPropertyStart(name);
        items.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void enterprise(JsonGenerator json, Site.Enterprise enterprise) {
        Json.string(json, "id", enterprise.id());
        text(json, "name", enterprise.name());
    }

    private void gateway(JsonGenerator json, Site.Gateway gateway) {
        Json.string(json, "id", gateway.id());
        Json.string(json, "enterprise", gateway.enterprise());
        presence(json, values.gateways().get(gateway.id()));
    }

    /** Whether a gateway is there, and when it was last heard. */
    static void presence(JsonGenerator json, Values.@Nullable Heard heard) {
        json.writeName("online");
        if (heard == null || heard.presence() == Values.Presence.UNKNOWN) {
            json.writeNull();
        } else {
            json.writeBoolean(heard.presence() == Values.Presence.ONLINE);
        }
        Json.time(json, "lastMessageTime", heard == null ? -1 : heard.lastMs());
    }

    private static void zone(JsonGenerator json, Site.Zone zone) {
        Json.string(json, "id", zone.id());
        text(json, "name", zone.name());
        Json.string(json, "kind", zone.kind().name());
    }

    private void hazard(JsonGenerator json, Site.Hazard hazard) {
        Json.string(json, "id", hazard.id());
        text(json, "name", hazard.name());
        Json.string(json, "enterprise", hazard.enterprise());
        Json.string(json, "zone", hazard.zone());
        json.writeNumberProperty("people", hazard.people());
        MajorHazard assessed = MajorHazard.of(site, hazard);
        Json.number(json, "s", assessed.s());
        Json.number(json, "r", assessed.r());
        Json.string(json, "grade", assessed.grade().map(Enum::name).orElse(null));
    }

    private void tank(JsonGenerator json, Site.Tank tank) {
        Json.string(json, "id", tank.id());
        text(json, "name", tank.name());
        Json.string(json, "enterprise", tank.enterprise());
        Json.string(json, "hazard", tank.hazard());
        Json.string(json, "medium", tank.medium());
        Json.string(json, "shape", tank.shape().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        Json.number(json, "heightM", tank.shape().heightM());
        Json.number(json, "capacityM3", tank.shape().volumeM3(tank.shape().heightM()));
        Json.number(json, "designTonnes", tank.designTonnes());
        strings(
                json,
                "tags",
                site.tags().stream()
                        .filter(tag -> tank.id().equals(tag.tank()))
                        .map(Tag::id)
                        .toList());
    }

    private static void tag(JsonGenerator json, Tag tag) {
        Json.string(json, "tag", tag.id());
        Json.string(json, "metric", tag.metric());
        Json.string(json, "unit", tag.unit());
        Json.string(json, "enterprise", tag.enterprise());
        Json.string(json, "gateway", tag.gateway());
        Json.string(json, "tank", tag.tank());
        Json.string(json, "area", tag.area());
        range(json, tag.range());
        states(json, tag);
        list(
                json,
                "limits",
                tag.conditions().stream()
                        .filter(ConditionSpec.Limit.class::isInstance)
                        .map(ConditionSpec.Limit.class::cast)
                        .toList(),
                ParkJson::limit);
    }

    private static void range(JsonGenerator json, Tag.@Nullable Range range) {
        json.writeName("range");
        if (range == null || Double.isNaN(range.low()) || Double.isNaN(range.high())) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.number(json, "low", range.low());
        Json.number(json, "high", range.high());
        json.writeEndObject();
    }

    private static void states(JsonGenerator json, Tag tag) {
        json.writeName("states");
        if (tag.states().isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        tag.states().forEach((value, name) -> Json.string(json, number(value), name));
        json.writeEndObject();
    }

    /** Whole numbers without a fraction: a page looks states up by what it would write itself. */
    private static String number(double value) {
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : Json.number(value);
    }

    private static void limit(JsonGenerator json, ConditionSpec.Limit limit) {
        Json.string(json, "condition", limit.condition().name());
        Json.number(json, "value", limit.value());
        Json.string(json, "priority", limit.priority().name());
    }

    private static void gate(JsonGenerator json, Closure.Gate gate) {
        Json.string(json, "id", gate.id());
        text(json, "name", gate.name());
        Json.string(json, "kind", gate.kind().name());
        Json.string(json, "zone", gate.zone());
        strings(json, "allows", gate.allows().stream().map(VehicleClass::name).toList());
        list(json, "lanes", gate.lanes(), ParkJson::lane);
    }

    private static void lane(JsonGenerator json, Closure.Lane lane) {
        Json.string(json, "camera", lane.camera());
        Json.string(json, "direction", lane.direction().name());
    }

    private static void camera(JsonGenerator json, Site.Camera camera) {
        Json.string(json, "id", camera.id());
        text(json, "name", camera.name());
        Json.string(json, "zone", camera.zone());
        strings(json, "tanks", camera.tanks());
    }

    private static void outlet(JsonGenerator json, Site.Outlet outlet) {
        Json.string(json, "id", outlet.id());
        text(json, "name", outlet.name());
        Json.string(json, "kind", outlet.kind().name());
        Json.string(json, "enterprise", outlet.enterprise());
        strings(json, "tags", outlet.tags());
    }
}
