package io.tocsin.simulator.plant;

import io.tocsin.config.Tag;
import java.util.Locale;

/** What a tag means, as the last part of its id says it. */
enum Quantity {
    WIND_SPEED,
    WIND_DIRECTION,
    TEMPERATURE,
    E_FIELD,
    PH,
    COD,
    NH3N,
    EC,
    FLOW,
    LEVEL,
    /** The difference from a tank's bottom to its top. */
    DT,
    OTHER;

    static Quantity of(Tag tag) {
        String last = tag.id().substring(tag.id().lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        for (Quantity quantity : values()) {
            if (quantity.name().equals(last)) {
                return quantity;
            }
        }
        return OTHER;
    }
}
