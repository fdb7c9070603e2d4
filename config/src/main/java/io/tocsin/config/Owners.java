package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Site.Enterprise;
import io.tocsin.config.Site.Gateway;
import io.tocsin.config.Site.Hazard;
import io.tocsin.config.Site.Park;
import io.tocsin.config.Site.Tank;
import io.tocsin.config.Site.Zone;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what, by id: what a tag, or another part of park.yaml, may refer to.
 *
 * @param checked false where there is no readable park.yaml: then ids stand for themselves and nothing is looked up
 * @param spots where tanks and tags stand, by their ids
 * @param rules where each composite rule of rules.yaml stands, by its id
 * @param classes of alarms, of rules.yaml; those that every site has are known beside them
 * @param parks the park itself, where it is named: it may own what an enterprise may own
 */
record Owners(
        boolean checked,
        Map<String, Park> parks,
        Map<String, Enterprise> enterprises,
        Map<String, Gateway> gateways,
        Map<String, Zone> zones,
        Map<String, Hazard> hazards,
        Map<String, Tank> tanks,
        Map<String, Site.Spot> spots,
        Map<String, AlarmClass> classes,
        Map<String, Place> rules) {
    static Owners of(boolean checked) {
        return new Owners(
                checked,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }

    /** The id under a field of the name of what it refers to; null where it is absent or unknown. */
    @Nullable
    String reference(Fields fields, String name) {
        return fields.read(name, known(name));
    }

    /** An id of an {@code enterprise}, {@code gateway}, {@code zone}, {@code hazard} or {@code tank}. */
    Parser<String> known(String name) {
        Parser<String> anyId = name.equals("tank") ? Values.BEFORE_COLON : Values.TOPIC_LEVEL;
        return (node, path, reading) -> {
            String id = anyId.parse(node, path, reading);
            if (id == null || !checked || isKnown(name, id)) {
                return id;
            }
            Text message =
                    Wording.expected("park.yaml 中定义的 " + name, "a known " + name + " of park.yaml", Wording.quoted(id));
            reading.problems().error(reading.place(node, path), message, Names.nearest(id, ids(name)));
            return null;
        };
    }

    /** An id of a class of alarms. */
    @Nullable
    String alarmClass(YamlNode node, Place.Path path, Reading reading) {
        String id = Values.TOPIC_LEVEL.parse(node, path, reading);
        Set<String> known = new LinkedHashSet<>(classes.keySet());
        Annunciation.standard().forEach(each -> known.add(each.id()));
        if (id == null || known.contains(id)) {
            return id;
        }
        Text wanted = Wording.text("rules.yaml 中的报警类别", "a class of rules.yaml");
        Text message = Wording.expected(wanted, Text.of(Wording.quoted(id)));
        reading.problems().error(reading.place(node, path), message, Names.nearest(id, known));
        return null;
    }

    /** An id of a composite rule. */
    @Nullable
    String rule(YamlNode node, Place.Path path, Reading reading) {
        String id = Values.TOPIC_LEVEL.parse(node, path, reading);
        if (id == null || rules.containsKey(id)) {
            return id;
        }
        Text wanted = Wording.text("rules.yaml 中的规则", "a rule of rules.yaml");
        Text message = Wording.expected(wanted, Text.of(Wording.quoted(id)));
        reading.problems().error(reading.place(node, path), message, Names.nearest(id, rules.keySet()));
        return null;
    }

    private boolean isKnown(String name, String id) {
        return all(name).containsKey(id) || (name.equals("enterprise") && parks.containsKey(id));
    }

    /** What may stand where a thing of this name is meant. */
    Set<String> ids(String name) {
        Set<String> ids = new LinkedHashSet<>(all(name).keySet());
        if (name.equals("enterprise")) {
            ids.addAll(parks.keySet());
        }
        return ids;
    }

    private Map<String, ?> all(String name) {
        return switch (name) {
            case "enterprise" -> enterprises;
            case "gateway" -> gateways;
            case "zone" -> zones;
            case "hazard" -> hazards;
            case "tank" -> tanks;
            default -> throw new IllegalStateException("expected something that has an id, was " + name);
        };
    }

    /** The enterprise that a tag belongs to by what it says of its enterprise, gateway and tank. */
    @Nullable
    String enterprise(Fields fields, @Nullable String said, @Nullable String gateway, @Nullable String tank) {
        String ofGateway = gateway == null || !gateways.containsKey(gateway)
                ? null
                : gateways.get(gateway).enterprise();
        String ofTank = tank == null || !tanks.containsKey(tank)
                ? null
                : tanks.get(tank).enterprise();
        String owner = said != null ? said : ofGateway != null ? ofGateway : ofTank;
        same(fields, "gateway", ofGateway, owner);
        same(fields, "tank", ofTank, owner);
        return owner;
    }

    /** The enterprise that a tank belongs to by what it says of its enterprise and its hazard. */
    @Nullable
    String enterpriseOfTank(Fields fields, @Nullable String said, @Nullable String hazard) {
        String ofHazard = hazard == null || !hazards.containsKey(hazard)
                ? null
                : hazards.get(hazard).enterprise();
        String owner = said != null ? said : ofHazard != null && !ofHazard.isEmpty() ? ofHazard : null;
        same(fields, "hazard", ofHazard, owner);
        return owner;
    }

    private static void same(Fields fields, String name, @Nullable String owner, @Nullable String wanted) {
        if (owner == null || owner.isEmpty() || owner.equals(wanted)) {
            return;
        }
        Text expected = new Text("企业 " + wanted + " 的 " + name, "a " + name + " of enterprise " + wanted);
        Text was = new Text("企业 " + owner + " 的", "one of enterprise " + owner);
        fields.reading().problems().error(fields.place(name), Wording.expected(expected, was));
    }
}
