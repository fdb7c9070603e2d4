package io.tocsin.simulator.scene;

import io.tocsin.config.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a road tanker may carry: what the tanks of the enterprise that it visits hold, by the number on its plate. */
final class Goods {
    private static final Map<String, String> UN_NUMBERS = unNumbers();
    private static final String METHANOL = "1230";

    private Goods() {}

    /** @param chance in [0, 1), chooses among the enterprise's tanks */
    static String unNumber(Site site, @Nullable String enterprise, double chance) {
        List<String> known = site.tanks().stream()
                .filter(tank -> enterprise == null || enterprise.equals(tank.enterprise()))
                .map(tank -> of(tank.medium()))
                .filter(number -> !number.isEmpty())
                .toList();
        return known.isEmpty() ? METHANOL : known.get((int) (chance * known.size()));
    }

    private static String of(@Nullable String medium) {
        String words = medium == null ? "" : medium.toLowerCase(Locale.ROOT);
        return UN_NUMBERS.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> unNumbers() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("methanol", METHANOL);
        numbers.put("benzene", "1114");
        numbers.put("acrylonitrile", "1093");
        numbers.put("ethylene oxide", "1040");
        numbers.put("chlorine", "1017");
        numbers.put("ammonia", "1005");
        numbers.put("lpg", "1075");
        numbers.put("propylene", "1077");
        numbers.put("lng", "1972");
        numbers.put("hydrochloric", "1789");
        numbers.put("hcl", "1789");
        numbers.put("caustic", "1824");
        return numbers;
    }
}
