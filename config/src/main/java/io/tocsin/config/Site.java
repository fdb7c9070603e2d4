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
        Ground ground,
        Closure closure,
        List<Rule> rules,
        Annunciation annunciation,
        Settings settings,
        String hash) {
    public Site {
        enterprises = List.copyOf(enterprises);
        gateways = List.copyOf(gateways);
        tanks = List.copyOf(tanks);
        tags = List.copyOf(tags);
        rules = List.copyOf(rules);
    }

    /** A site without composite rules. */
    public Site(
            Park park,
            List<Enterprise> enterprises,
            List<Gateway> gateways,
            List<Tank> tanks,
            List<Tag> tags,
            Ground ground,
            Closure closure,
            Annunciation annunciation,
            Settings settings,
            String hash) {
        this(park, enterprises, gateways, tanks, tags, ground, closure, List.of(), annunciation, settings, hash);
    }

    /** The same site with other tags. */
    Site with(List<Tag> otherTags) {
        return new Site(
                park, enterprises, gateways, tanks, otherTags, ground, closure, rules, annunciation, settings, hash);
    }

    /** A site of tanks and tags alone. */
    public Site(
            Park park,
            List<Enterprise> enterprises,
            List<Gateway> gateways,
            List<Tank> tanks,
            List<Tag> tags,
            Settings settings,
            String hash) {
        this(park, enterprises, gateways, tanks, tags, Ground.NONE, Closure.NONE, Annunciation.NONE, settings, hash);
    }

    /** A site whose alarms are treated as the standard classes say. */
    public Site(
            Park park,
            List<Enterprise> enterprises,
            List<Gateway> gateways,
            List<Tank> tanks,
            List<Tag> tags,
            Ground ground,
            Closure closure,
            Settings settings,
            String hash) {
        this(park, enterprises, gateways, tanks, tags, ground, closure, Annunciation.NONE, settings, hash);
    }

    /** The park; without a {@code park.yaml} its id is {@link #UNNAMED} and any park's topics are heard. */
    public record Park(String id, Text name, ZoneId zone) {}

    /** The id of a park that has no {@code park.yaml}. */
    public static final String UNNAMED = "site";

    /** @param id the 12-digit company code, opaque */
    public record Enterprise(String id, Text name) {}

    /**
     * A gateway.
     *
     * @param enterprise id of the enterprise that it speaks for; the park's own id where it is the park's
     * @param rate how much it may send
     * @param timeoutMs not heard for so long, it is offline
     * @param skewMs its clock is off by no more, either way: what is nearer together than that has no certain order
     */
    public record Gateway(String id, String enterprise, Rate rate, long timeoutMs, long skewMs) {
        /** Not heard for so long, a gateway is offline that says nothing else. */
        public static final long TIMEOUT_MS = 60_000;

        /** A clock that is looked after. */
        public static final long SKEW_MS = 1_000;

        /** A gateway that may send what any gateway may where nothing is said. */
        public Gateway(String id, String enterprise) {
            this(id, enterprise, Rate.defaults());
        }

        public Gateway(String id, String enterprise, Rate rate) {
            this(id, enterprise, rate, TIMEOUT_MS, SKEW_MS);
        }
    }

    /**
     * A storage tank.
     *
     * @param maxFillM3PerHour the highest rate at which it may be filled
     * @param designTonnes q of GB 18218, the design maximum quantity in t; NaN where none was given
     * @param hazard id of the major hazard that it belongs to; null where none was given
     */
    public record Tank(
            String id,
            Text name,
            @Nullable String enterprise,
            @Nullable String medium,
            TankShape shape,
            double maxFillM3PerHour,
            double designTonnes,
            @Nullable String hazard) {
        /** A tank that belongs to no major hazard. */
        public Tank(
                String id,
                Text name,
                @Nullable String enterprise,
                @Nullable String medium,
                TankShape shape,
                double maxFillM3PerHour) {
            this(id, name, enterprise, medium, shape, maxFillM3PerHour, Double.NaN, null);
        }
    }

    /**
     * What stands on the ground beside tanks: no rule judges it by itself, people are shown it.
     *
     * @param cameras key-site cameras; those of gates stand in the {@link Closure}
     * @param spots where tanks and instruments stand
     */
    public record Ground(
            List<Zone> zones, List<Hazard> hazards, List<Camera> cameras, List<Outlet> outlets, List<Spot> spots) {
        public static final Ground NONE = new Ground(List.of(), List.of(), List.of(), List.of(), List.of());

        public Ground {
            zones = List.copyOf(zones);
            hazards = List.copyOf(hazards);
            cameras = List.copyOf(cameras);
            outlets = List.copyOf(outlets);
            spots = List.copyOf(spots);
        }
    }

    /**
     * Where a tank or a tag stands, in metres from a point of the site's own.
     *
     * @param of the id of either
     */
    public record Spot(String of, double eastM, double northM) {}

    /** 核心 / 关键 / 一般控制区. */
    public enum ZoneKind {
        CORE,
        KEY,
        GENERAL
    }

    /** A control zone. */
    public record Zone(String id, Text name, ZoneKind kind) {}

    /**
     * A major hazard installation (重大危险源).
     *
     * @param people exposed within 500 m of the plant's boundary, the alpha of GB 18218
     */
    public record Hazard(
            String id,
            Text name,
            String enterprise,
            @Nullable String zone,
            int people) {}

    /**
     * A camera on a key site.
     *
     * @param id device id, opaque
     * @param tanks the tanks that it shows
     */
    public record Camera(String id, Text name, @Nullable String zone, List<String> tanks) {
        public Camera {
            tanks = List.copyOf(tanks);
        }
    }

    /** 总排口 / 接管口 / 雨排口 / 事故应急池. */
    public enum OutletKind {
        MAIN,
        TRANSFER,
        RAIN,
        ACCIDENT_POOL
    }

    /** @param tags the tags that watch it */
    public record Outlet(
            String id, Text name, OutletKind kind, @Nullable String enterprise, List<String> tags) {
        public Outlet {
            tags = List.copyOf(tags);
        }
    }
}
