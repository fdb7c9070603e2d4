package io.tocsin.ingest;

import io.tocsin.config.Closure;
import io.tocsin.config.Closure.Direction;
import io.tocsin.config.GateRules;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small sites for tests. */
final class Sites {
    static final String OURS = "330199000001";
    static final String OTHERS = "330199000002";
    static final int LEVEL = 0;
    static final int TRIP = 1;
    static final int FOREIGN = 2;
    static final int ANYONES = 3;
    static final int PARKS = 4;

    private Sites() {}

    static Settings.Ingest limits() {
        return Settings.defaults().ingest();
    }

    static Site binhai() {
        return binhai(limits());
    }

    static Site binhai(Settings.Ingest limits) {
        List<Site.Enterprise> enterprises =
                List.of(new Site.Enterprise(OURS, Text.of("E1")), new Site.Enterprise(OTHERS, Text.of("E2")));
        List<Site.Gateway> gateways = List.of(new Site.Gateway("gw1", OURS), new Site.Gateway("gw9", OTHERS));
        return site("330199P01", enterprises, gateways, limits);
    }

    /** A site of tags alone: no park, no enterprises, no gateways. */
    static Site bare() {
        return site(Site.UNNAMED, List.of(), List.of(), limits());
    }

    private static Site site(
            String park, List<Site.Enterprise> enterprises, List<Site.Gateway> gateways, Settings.Ingest limits) {
        Settings defaults = Settings.defaults();
        Settings settings = new Settings(
                defaults.mqtt(),
                defaults.kafka(),
                defaults.http(),
                defaults.series(),
                limits,
                defaults.journal(),
                defaults.retention(),
                defaults.away(),
                defaults.site(),
                defaults.targets());
        SortedMap<Double, String> states = new TreeMap<>();
        states.put(0.0, "NORMAL");
        states.put(1.0, "TRIPPED");
        List<Tag> tags = List.of(
                tag("T-101.LEVEL", OURS, Collections.emptySortedMap()),
                tag("XS-101.TRIP", OURS, states),
                tag("T-901.LEVEL", OTHERS, Collections.emptySortedMap()),
                tag("风速", null, Collections.emptySortedMap()),
                tag("BD-01", park, Collections.emptySortedMap()));
        return new Site(
                new Site.Park(park, Text.of(park), ZoneId.of("Asia/Shanghai")),
                enterprises,
                gateways,
                List.of(),
                tags,
                ground(),
                closure(),
                settings,
                "hash");
    }

    private static Site.Ground ground() {
        Site.Camera camera = new Site.Camera("C-11", Text.of("T-304"), null, List.of());
        return new Site.Ground(List.of(), List.of(), List.of(camera), List.of(), List.of());
    }

    /** Gate G1 with a lane each way, gate G2 with one in, and a checkpoint. */
    private static Closure closure() {
        Closure.Gate g1 = gate("G1", Closure.GateKind.HAZMAT, lane("C-IN", Direction.IN), lane("C-OUT", Direction.OUT));
        Closure.Gate g2 = gate("G2", Closure.GateKind.GENERAL, lane("C-2", Direction.IN));
        Closure.Gate r1 = gate("R1", Closure.GateKind.CHECKPOINT);
        return new Closure(List.of(g1, g2, r1), GateRules.defaults());
    }

    private static Closure.Gate gate(String id, Closure.GateKind kind, Closure.Lane... lanes) {
        return new Closure.Gate(id, Text.of(id), kind, null, List.of(), List.of(lanes));
    }

    private static Closure.Lane lane(String camera, Direction direction) {
        return new Closure.Lane(camera, direction);
    }

    static Tag tag(String id, @Nullable String enterprise, SortedMap<Double, String> states) {
        return new Tag(id, "LEVEL", null, null, 0, 300_000, enterprise, null, null, null, states, List.of());
    }
}
