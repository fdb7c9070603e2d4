package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.server.live.PlatformFaults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A neighbour that is away, or a disk that is nearly full, is said to the engine: once when it begins, once when it ends. */
class FaultWatchTest {
    @TempDir
    private Path home;

    private final List<String> said = new ArrayList<>();
    private final PlatformFaults faults =
            new PlatformFaults(List.of(), payload -> said.add(new String(payload, StandardCharsets.US_ASCII)));
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicBoolean there = new AtomicBoolean(true);
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean steady = new AtomicBoolean();

    private FaultWatch watch() {
        FaultWatch watch = new FaultWatch(faults, full::get, home, nanos::get);
        watch.neighbour(Part.MQTT_LINK, there::get, 30_000);
        watch.ends(Part.CLIENT_ID_TAKEN, steady::get);
        return watch;
    }

    private void after(FaultWatch watch, long ms) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
        watch.look();
    }

    @Test
    void aNeighbourMayBeAwayForSoLong() {
        FaultWatch watch = watch();
        there.set(false);
        after(watch, 29_999);
        assertThat(said).isEmpty();
        after(watch, 1);
        after(watch, 60_000);
        assertThat(said).containsExactly("1MQTT_LINK");
        there.set(true);
        after(watch, 1_000);
        assertThat(said).containsExactly("1MQTT_LINK", "0MQTT_LINK");
    }

    @Test
    void oneThatComesBackInTimeIsNoFault() {
        FaultWatch watch = watch();
        for (int i = 0; i < 10; i++) {
            there.set(i % 2 == 0);
            after(watch, 20_000);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void aJournalThatIsNearlyFullIsAFaultUntilItIsNot() {
        FaultWatch watch = watch();
        full.set(true);
        after(watch, 1_000);
        full.set(false);
        after(watch, 1_000);
        assertThat(said).containsExactly("1DISK_NEARLY_FULL", "0DISK_NEARLY_FULL");
    }

    @Test
    void aTakenClientIdIsOverOnceAConnectionHolds() {
        FaultWatch watch = watch();
        faults.set(Part.CLIENT_ID_TAKEN, true);
        after(watch, 1_000);
        steady.set(true);
        after(watch, 1_000);
        after(watch, 1_000);
        assertThat(said).containsExactly("1CLIENT_ID_TAKEN", "0CLIENT_ID_TAKEN");
    }
}
