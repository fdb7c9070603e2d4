package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.Site.Camera;
import io.tocsin.config.Site.Ground;
import io.tocsin.config.Site.Hazard;
import io.tocsin.config.Site.Outlet;
import io.tocsin.config.Site.OutletKind;
import io.tocsin.config.Site.Spot;
import io.tocsin.config.Site.Zone;
import io.tocsin.config.Site.ZoneKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands on the ground beside tanks: zones, hazards, key-site cameras, outlets. */
final class GroundReader {
    private static final Parser<ZoneKind> ZONE_KIND = Values.word(ZoneKind.class, ZoneKind::name);
    private static final Parser<OutletKind> OUTLET_KIND = Values.word(OutletKind.class, OutletKind::name);
    private static final Parser<Integer> PEOPLE = Values.integer(0, 10_000_000);

    private final Owners owners;
    private final Map<String, Boolean> cameraIds = new LinkedHashMap<>();
    private final List<Camera> cameras = new ArrayList<>();
    private final Map<String, Outlet> outlets = new LinkedHashMap<>();
    private final List<Mention> mentions = new ArrayList<>();

    /** A tag that an outlet names: tags are known only after the park. */
    private record Mention(String tag, boolean orTank, Place place, Problems problems) {}

    GroundReader(Owners owners) {
        this.owners = owners;
    }

    Ground ground() {
        return new Ground(
                List.copyOf(owners.zones().values()),
                List.copyOf(owners.hazards().values()),
                cameras,
                List.copyOf(outlets.values()),
                List.copyOf(owners.spots().values()));
    }

    /** Tells of every tag that was named and is not there. */
    void checkTags(Set<String> known) {
        for (Mention mention : mentions) {
            boolean isTank = mention.orTank && owners.tanks().containsKey(mention.tag);
            if (!known.contains(mention.tag) && !isTank) {
                Text message = mention.orTank
                        ? Wording.expected("站点中的储罐或位号", "a tank or a tag of the site", Wording.quoted(mention.tag))
                        : Wording.expected("站点中的位号", "a tag of the site", Wording.quoted(mention.tag));
                mention.problems.error(mention.place, message, Names.nearest(mention.tag, known));
            }
        }
    }

    void zone(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        Text name = name(fields, id);
        ZoneKind kind = fields.required("kind", ZONE_KIND);
        if (id != null) {
            fields.addTo(owners.zones(), id, new Zone(id, name, kind == null ? ZoneKind.GENERAL : kind));
        }
    }

    static Text name(Fields fields, @Nullable String id) {
        return fields.read("name", Values.LABEL, Text.of(id == null ? "" : id));
    }

    void hazard(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        Text name = name(fields, id);
        String enterprise = fields.required("enterprise", owners.known("enterprise"));
        String zone = owners.reference(fields, "zone");
        Integer people = fields.required("people", PEOPLE);
        if (id != null) {
            String owner = enterprise == null ? "" : enterprise;
            fields.addTo(owners.hazards(), id, new Hazard(id, name, owner, zone, people == null ? 0 : people));
        }
    }

    void camera(Fields fields) {
        String id = cameraId(fields);
        Text name = name(fields, id);
        String zone = owners.reference(fields, "zone");
        List<String> tanks = fields.read("tanks", Values.list(owners.known("tank")), List.of());
        if (id != null) {
            cameras.add(new Camera(id, name, zone, tanks));
        }
    }

    /** An id that no other camera of the site has, at a gate or elsewhere. */
    @Nullable
    String cameraId(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        if (id != null) {
            fields.addTo(cameraIds, id, Boolean.TRUE);
        }
        return id;
    }

    void outlet(Fields fields) {
        String id = fields.required("id", Values.TOPIC_LEVEL);
        Text name = name(fields, id);
        OutletKind kind = fields.required("kind", OUTLET_KIND);
        String enterprise = owners.reference(fields, "enterprise");
        List<String> tags = fields.read("tags", Values.list(this::mention), List.of());
        if (id != null) {
            fields.addTo(outlets, id, new Outlet(id, name, kind == null ? OutletKind.MAIN : kind, enterprise, tags));
        }
    }

    void spot(Fields fields) {
        String of = fields.required("of", Values.BEFORE_COLON);
        Double eastM = fields.required("east", Values.NUMBER);
        Double northM = fields.required("north", Values.NUMBER);
        if (of != null) {
            mentions.add(
                    new Mention(of, true, fields.place("of"), fields.reading().problems()));
            fields.addTo(
                    owners.spots(), "of", of, new Spot(of, eastM == null ? 0 : eastM, northM == null ? 0 : northM));
        }
    }

    private @Nullable String mention(YamlNode node, Path path, Reading reading) {
        String tag = Values.BEFORE_COLON.parse(node, path, reading);
        if (tag != null) {
            mentions.add(new Mention(tag, false, reading.place(node, path), reading.problems()));
        }
        return tag;
    }
}
