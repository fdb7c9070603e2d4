package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Settings given by the environment: {@code TOCSIN_MQTT__CLIENT_ID} stands before {@code mqtt.clientId} of the file. */
final class Overrides {
    private static final String PREFIX = "TOCSIN_";
    private static final String BETWEEN = "__";

    private Overrides() {}

    /** The variable of a setting: {@code mqtt.clientId} becomes {@code TOCSIN_MQTT__CLIENT_ID}. */
    static String variable(String setting) {
        String words = setting.replaceAll("([a-z])([A-Z])", "$1_$2").replace(".", BETWEEN);
        return setting.isEmpty() ? "" : PREFIX + words.toUpperCase(Locale.ROOT);
    }

    static boolean isOverride(Scalar scalar) {
        return scalar.variable().startsWith(PREFIX);
    }

    /** Lays the environment's settings over those of the file. Unknown ones are problems. */
    static Mapping over(Mapping settings, Reading reading) {
        Map<String, String[]> known = known();
        Mapping result = settings;
        for (Map.Entry<String, String> entry : new TreeMap<>(reading.variables().environment()).entrySet()) {
            String name = entry.getKey();
            if (!name.startsWith(PREFIX) || !name.contains(BETWEEN)) {
                continue;
            }
            String[] setting = known.get(name);
            if (setting == null) {
                Place place = new Place(Variables.FILE, 0, 0, Path.ROOT.field(name));
                Text message = Wording.expected("一项设置的变量名", "the variable of a setting", name);
                reading.problems().error(place, message, Names.nearest(name, known.keySet()));
            } else {
                result = put(result, setting, new Scalar(entry.getValue(), Kind.ANY, name, 0, 0));
                remember(setting, entry, reading);
            }
        }
        return result;
    }

    private static void remember(String[] setting, Map.Entry<String, String> entry, Reading reading) {
        if (reading.decides(Path.ROOT.field(setting[0]))) {
            reading.variables().remember(entry.getKey(), entry.getValue());
        }
    }

    /** A section that is no mapping is left as it is: that problem is told where it stands. */
    private static Mapping put(Mapping settings, String[] setting, Scalar value) {
        Entry entry = settings.entries().get(setting[0]);
        YamlNode section = entry == null ? Mapping.empty() : entry.value();
        return section instanceof Mapping mapping
                ? settings.with(setting[0], mapping.with(setting[1], value))
                : settings;
    }

    private static Map<String, String[]> known() {
        Map<String, String[]> known = new LinkedHashMap<>();
        for (Map.Entry<String, Shape> section : SettingsFile.SECTIONS.entrySet()) {
            for (String name : section.getValue().names()) {
                known.put(variable(section.getKey() + "." + name), new String[] {section.getKey(), name});
            }
        }
        return known;
    }
}
