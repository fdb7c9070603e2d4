package io.tocsin.simulator.telemetry;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which gateway speaks for which tag. Immutable.
 *
 * <p>A tag without a gateway of its own goes through the first gateway of its enterprise; without one of those through
 * a gateway called {@value #ANY_GATEWAY}. For a tag without an enterprise anybody may speak, but only one whom the park
 * lists is heard: the first; where it lists nobody, the company {@value #ANY_COMPANY}.
 */
public final class Routes {
    /** The company of tags that belong to no enterprise. */
    public static final String ANY_COMPANY = "site";

    /** The gateway of tags that belong to none. */
    public static final String ANY_GATEWAY = "simulator";

    private final List<FieldGateway> gateways;
    private final int[] gatewayOfTag;

    private Routes(List<FieldGateway> gateways, int[] gatewayOfTag) {
        this.gateways = gateways;
        this.gatewayOfTag = gatewayOfTag;
    }

    public static Routes of(Site site) {
        Map<FieldGateway, Integer> found = new LinkedHashMap<>();
        int[] gatewayOfTag = new int[site.tags().size()];
        for (int i = 0; i < gatewayOfTag.length; i++) {
            FieldGateway gateway = gatewayOf(site, site.tags().get(i));
            Integer known = found.putIfAbsent(gateway, found.size());
            gatewayOfTag[i] = known == null ? found.size() - 1 : known;
        }
        return new Routes(List.copyOf(new ArrayList<>(found.keySet())), gatewayOfTag);
    }

    /** All gateways that speak for at least one tag, in the order of the tags. */
    public List<FieldGateway> gateways() {
        return gateways;
    }

    /** Index in {@link #gateways()} for the index of a tag in {@link Site#tags()}. */
    public int gatewayOf(int tag) {
        return gatewayOfTag[tag];
    }

    private static FieldGateway gatewayOf(Site site, Tag tag) {
        String park = site.park().id();
        for (Site.Gateway gateway : site.gateways()) {
            if (gateway.id().equals(tag.gateway())) {
                return new FieldGateway(park, gateway.enterprise(), gateway.id());
            }
        }
        String company = orElse(tag.enterprise(), anyCompany(site));
        if (tag.gateway() != null) {
            return new FieldGateway(park, company, tag.gateway());
        }
        for (Site.Gateway gateway : site.gateways()) {
            if (gateway.enterprise().equals(company)) {
                return new FieldGateway(park, company, gateway.id());
            }
        }
        return new FieldGateway(park, company, ANY_GATEWAY);
    }

    private static String anyCompany(Site site) {
        if (!site.gateways().isEmpty()) {
            return site.gateways().get(0).enterprise();
        }
        return site.enterprises().isEmpty()
                ? ANY_COMPANY
                : site.enterprises().get(0).id();
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
