package io.tocsin.config;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole site as its folder describes it: checked, immutable, safe to share between threads.
 *
 * @param hash SHA-256 (hex) over the names and bytes of the files it was read from
 */
public record Site(
        Park park,
        List<Enterprise> enterprises,
        List<Gateway> gateways,
        List<Tank> tanks,
        List<Tag> tags,
        Settings settings,
        String hash) {
    public Site {
        enterprises = List.copyOf(enterprises);
        gateways = List.copyOf(gateways);
        tanks = List.copyOf(tanks);
        tags = List.copyOf(tags);
    }

    /** The park; without a {@code park.yaml} its id is {@link #UNNAMED} and any park's topics are heard. */
    public record Park(String id, Text name, ZoneId zone) {}

    /** The id of a park that has no {@code park.yaml}. */
    public static final String UNNAMED = "site";

    /** @param id the 12-digit company code, opaque */
    public record Enterprise(String id, Text name) {}

    /** @param enterprise id of the enterprise that it speaks for */
    public record Gateway(String id, String enterprise) {}

    /**
     * A storage tank.
     *
     * @param maxFillM3PerHour the highest rate at which it may be filled
     */
    public record Tank(
            String id,
            Text name,
            @Nullable String enterprise,
            @Nullable String medium,
            TankShape shape,
            double maxFillM3PerHour) {}
}
