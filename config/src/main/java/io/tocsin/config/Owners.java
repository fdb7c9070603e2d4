package io.tocsin.config;

import io.tocsin.config.Site.Enterprise;
import io.tocsin.config.Site.Gateway;
import io.tocsin.config.Site.Park;
import io.tocsin.config.Site.Tank;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what, by id: what a tag may refer to.
 *
 * @param checked false where there is no readable park.yaml: then ids stand for themselves and nothing is looked up
 * @param parks the park itself, where it is named: it may own what an enterprise may own
 */
record Owners(
        boolean checked,
        Map<String, Park> parks,
        Map<String, Enterprise> enterprises,
        Map<String, Gateway> gateways,
        Map<String, Tank> tanks) {
    static Owners of(boolean checked) {
        return new Owners(
                checked, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The id under the field {@code enterprise}, {@code gateway} or {@code tank}; null where it is absent or unknown. */
    @Nullable
    String reference(Fields fields, String name) {
        String id = fields.read(name, name.equals("tank") ? Values.BEFORE_COLON : Values.TOPIC_LEVEL);
        Set<String> known = known(name);
        if (id == null || !checked || known.contains(id)) {
            return id;
        }
        Text message =
                Wording.expected("park.yaml 中定义的 " + name, "a known " + name + " of park.yaml", Wording.quoted(id));
        fields.reading().problems().error(fields.place(name), message, Names.nearest(id, known));
        return null;
    }

    private Set<String> known(String name) {
        return switch (name) {
            case "enterprise" -> owners();
            case "gateway" -> gateways.keySet();
            case "tank" -> tanks.keySet();
            default -> throw new IllegalStateException("expected enterprise, gateway or tank, was " + name);
        };
    }

    private Set<String> owners() {
        Set<String> owners = new LinkedHashSet<>(enterprises.keySet());
        owners.addAll(parks.keySet());
        return owners;
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

    private static void same(Fields fields, String name, @Nullable String owner, @Nullable String wanted) {
        if (owner == null || owner.isEmpty() || owner.equals(wanted)) {
            return;
        }
        Text expected = new Text("企业 " + wanted + " 的 " + name, "a " + name + " of enterprise " + wanted);
        Text was = new Text("企业 " + owner + " 的", "one of enterprise " + owner);
        fields.reading().problems().error(fields.place(name), Wording.expected(expected, was));
    }
}
