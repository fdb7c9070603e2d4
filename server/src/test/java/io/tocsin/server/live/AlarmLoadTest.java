package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.FirstOut;
import io.tocsin.alarms.kpi.PositionKpis;
import io.tocsin.config.Priority;
import io.tocsin.ingest.Arrival;
import io.tocsin.server.picture.Load;
import io.tocsin.server.picture.Marks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are bothered with, as a whole engine tells it. */
class AlarmLoadTest {
    private static final long DAY = 86_400_000;

    @TempDir
    private Path folder;

    private static Load load(LiveEngine engine) {
        return Objects.requireNonNull(engine.loadNow());
    }

    private static long counted(LiveEngine engine) {
        long count = 0;
        for (Priority priority : Priority.values()) {
            count += engine.load().annunciations(PositionKpis.NOBODY, priority);
        }
        return count;
    }

    @Test
    @DisplayName("While HH is active its H is suppressed: recorded, not annunciated, not counted")
    void aSuppressedAlarmIsNotCounted() throws Exception {
        Rig rig = new Rig(folder);
        try (LiveEngine engine = rig.open()) {
            engine.drained();
            rig.send(engine, 12);
            for (int i = 0; i < 6; i++) {
                rig.second(engine);
            }
            assertThat(Rig.ids(engine)).anyMatch(id -> id.startsWith("raised") && id.contains("LT-1:H~"));
            assertThat(counted(engine)).isOne();
            Load now = load(engine);
            assertThat(now.positions().get(PositionKpis.NOBODY))
                    .satisfies(at -> assertThat(Objects.requireNonNull(at).annunciations())
                            .isOne());
            assertThat(now.standingTotal()).isOne();
            assertThat(now.suppressed().values()).containsExactly(0L, 1L, 0L);
            assertThat(now.unacknowledged()).isOne();
        }
    }

    private static String tags(int count) {
        StringBuilder yaml = new StringBuilder("tags:\n");
        for (int i = 0; i < count; i++) {
            yaml.append("  - {tag: LT-")
                    .append(i)
                    .append(", metric: LEVEL, area: yard, limits: {H: 10}, stale: {timeout: 120s}}\n");
        }
        return yaml.toString();
    }

    private static void send(Rig rig, LiveEngine engine, int tag, double value) throws Exception {
        String json = "{\"ts\":" + rig.nowMs.get() + ",\"values\":[{\"tag\":\"LT-" + tag + "\",\"v\":" + value + "}]}";
        engine.offer(Arrival.of(Rig.TOPIC, json.getBytes(UTF_8), false, 1 << 20, rig.nowMs.get()), () -> {});
        engine.step();
    }

    @Test
    void aDrillIsNotCountedAndSaysSo() throws Exception {
        Rig rig = new Rig(folder);
        LiveEngine.Options options = new LiveEngine.Options(rig.home, true, 1 << 20);
        try (LiveEngine engine = LiveEngine.open(options, rig.nowMs::get, Rig.Quiet.LISTENER)) {
            engine.begin(rig.configured());
            engine.drillTime(rig.nowMs.get(), true, () -> {});
            engine.step();
            rig.send(engine, 12);
            assertThat(Rig.ids(engine)).anyMatch(id -> id.startsWith("raised"));
            assertThat(counted(engine)).isZero();
            Load now = load(engine);
            assertThat(now.drills()).isOne();
            assertThat(now.standingTotal()).isZero();
            assertThat(now.unacknowledged()).isZero();
            assertThat(engine.marks()).isEmpty();
        }
    }

    @Test
    void afterARestartItStandsAsBeforeAndOnlyTheCountersBeginAnew() throws Exception {
        Rig rig = new Rig(folder);
        rig.tags(tags(12));
        Load before;
        try (LiveEngine engine = rig.open()) {
            engine.drained();
            for (int i = 0; i < 12; i++) {
                send(rig, engine, i, 11);
                rig.later(1_000);
            }
            for (int i = 0; i < 3; i++) {
                send(rig, engine, 0, i % 2 == 0 ? 5 : 11);
                rig.later(1_000);
            }
            send(rig, engine, 0, 11);
            engine.keepSnapshot();
            send(rig, engine, 1, 5);
            before = load(engine);
            assertThat(before.positions().values()).anyMatch(at -> at.isFlood());
            assertThat(before.chattering()).containsExactly("LT-0:H");
            assertThat(counted(engine)).isEqualTo(14);
        }
        try (LiveEngine engine = rig.recover()) {
            assertThat(engine.restoredInputs()).isPositive();
            Load after = load(engine);
            assertThat(after.positions()).isEqualTo(before.positions());
            assertThat(after.floods()).isEqualTo(before.floods());
            assertThat(after.chattering()).isEqualTo(before.chattering());
            assertThat(after.oldestUnacknowledgedMs()).isEqualTo(before.oldestUnacknowledgedMs());
            assertThat(counted(engine)).isZero();
        }
    }

    @Test
    void whatStandsLongerThanADayIsKnownAfterARestartToo() throws Exception {
        Rig rig = new Rig(folder);
        try (LiveEngine engine = rig.open()) {
            engine.drained();
            engine.step();
            rig.send(engine, 12);
            rig.later(DAY - 1_000);
            rig.send(engine, 12);
            assertThat(load(engine).longStanding()).isEmpty();
            rig.later(2_000);
            rig.send(engine, 12);
            assertThat(load(engine).longStanding()).contains("LT-1:HH");
            assertThat(engine.marks()).containsEntry("LT-1:HH", new Marks(false, true, null));
            engine.keepSnapshot();
        }
        rig.later(3_600_000);
        try (LiveEngine engine = rig.recover()) {
            assertThat(load(engine).longStanding()).contains("LT-1:HH");
        }
    }

    @Test
    void theFirstOfAUnitIsMarkedAndTheOthersAreNot() throws Exception {
        Rig rig = new Rig(folder);
        rig.tags(tags(3));
        try (LiveEngine engine = rig.open()) {
            send(rig, engine, 1, 11);
            assertThat(engine.marks()).isEmpty();
            rig.later(2_001);
            send(rig, engine, 0, 11);
            assertThat(engine.marks().keySet()).containsExactly("LT-1:H");
            assertThat(mark(engine, "LT-1:H")).isTrue();
            rig.later(1);
            send(rig, engine, 1, 5);
            rig.later(1);
            send(rig, engine, 2, 11);
            assertThat(engine.marks().keySet()).containsExactly("LT-0:H", "LT-2:H");
            assertThat(mark(engine, "LT-0:H")).isFalse();
        }
    }

    private static @Nullable Boolean mark(LiveEngine engine, String alarm) {
        Marks marks = engine.marks().get(alarm);
        FirstOut first = marks == null ? null : marks.firstOut();
        return first == null ? null : Boolean.valueOf(first.isCertain());
    }

    @Test
    @DisplayName("More than 5 leaving together are one grouped line with one sound: seven count once")
    void aGroupOfSevenCountsOnce() throws Exception {
        Rig rig = new Rig(folder);
        Files.writeString(
                folder.resolve("site").resolve("park.yaml"),
                "park: {id: site, name: P}\nenterprises: [{id: e1, name: One}]\ngateways: [{id: g1, enterprise: e1}]\n");
        rig.tags(tags(16).replace("area: yard", "gateway: g1, enterprise: e1"));
        try (LiveEngine engine = rig.open()) {
            engine.drained();
            for (int i = 0; i < 16; i++) {
                send(rig, engine, i, 5);
            }
            for (int i = 1; i <= 150; i++) {
                rig.second(engine);
                for (int tag = 7; tag < 16 && i % 10 == 0; tag++) {
                    send(rig, engine, tag, 5);
                }
            }
            assertThat(told(engine, "unsuppressed"))
                    .hasSize(7)
                    .filteredOn(json -> json.contains("\"annunciated\":true"))
                    .hasSize(1);
            assertThat(told(engine, "unsuppressed")).allMatch(json -> json.contains("~group~"));
            assertThat(counted(engine)).isOne();
            Load now = load(engine);
            assertThat(now.standingTotal()).isEqualTo(7);
            assertThat(now.unacknowledged()).isEqualTo(7);
            rig.later(DAY + 1);
            assertThat(load(engine).longStanding()).hasSize(7);
        }
    }

    private static List<String> told(LiveEngine engine, String type) throws Exception {
        return Rig.events(engine).stream()
                .filter(event -> event.type().equals("io.tocsin.alarm." + type))
                .map(event -> new String(event.value(), UTF_8))
                .toList();
    }

    @Test
    void whateverHappensARestartTellsWhatWasToldLive() throws Exception {
        int seeds = Integer.getInteger("seeds", 12);
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            Rig rig = new Rig(Files.createDirectories(folder.resolve("seed-" + seed)));
            rig.tags(tags(14));
            Load before;
            Map<String, Marks> marks;
            try (LiveEngine engine = rig.open()) {
                engine.drained();
                for (int i = 0; i < 60; i++) {
                    rig.later(random.nextInt(20) == 0 ? 3_600_000 : random.nextInt(40_000));
                    send(rig, engine, random.nextInt(14), random.nextBoolean() ? 11 : 5);
                    if (random.nextInt(20) == 0) {
                        engine.keepSnapshot();
                    }
                }
                engine.step();
                before = load(engine);
                marks = engine.marks();
            }
            try (LiveEngine engine = rig.recover()) {
                assertThat(load(engine)).as("seed=" + seed).isEqualTo(before);
                assertThat(engine.marks()).as("seed=" + seed).isEqualTo(marks);
            }
        }
    }
}
