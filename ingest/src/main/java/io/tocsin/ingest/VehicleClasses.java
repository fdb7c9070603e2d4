package io.tocsin.ingest;

import io.tocsin.config.VehicleClass;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What cameras call a vehicle: our own names, the labels of parks, or a code of GA/T 16.4. What is none of them is
 * {@link VehicleClass#UNKNOWN}, never a fault.
 */
final class VehicleClasses {
    private static final Map<String, VehicleClass> NAMED = new LinkedHashMap<>();

    static {
        for (VehicleClass each : VehicleClass.values()) {
            NAMED.put(each.name(), each);
            NAMED.put(each.label().zh(), each);
        }
        NAMED.put("抢险救援", VehicleClass.RESCUE);
        // Tank bodies: H14 重型罐式货车, H24 中型罐式货车, H1C 重型罐式自卸货车, B13 重型罐式半挂车.
        for (String tank : new String[] {"H14", "H24", "H1C", "B13"}) {
            NAMED.put(tank, VehicleClass.HAZMAT);
        }
    }

    private VehicleClasses() {}

    static VehicleClass of(String written) {
        String name = written.strip().toUpperCase(Locale.ROOT);
        VehicleClass named = NAMED.get(name);
        return named != null ? named : ofCode(name);
    }

    /** A letter for the kind and one or two signs: K33 is a car, H11 an ordinary heavy truck, B11 a semi-trailer. */
    private static VehicleClass ofCode(String code) {
        if (code.length() < 2 || code.length() > 3 || code.charAt(1) < '0' || code.charAt(1) > '9') {
            return VehicleClass.UNKNOWN;
        }
        return switch (code.charAt(0)) {
            case 'H', 'B' -> VehicleClass.TRUCK;
            case 'K' -> VehicleClass.CAR;
            default -> VehicleClass.UNKNOWN;
        };
    }
}
