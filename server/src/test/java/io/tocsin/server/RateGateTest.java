package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.RateLimits;
import io.tocsin.ingest.mqtt.LinkState;
import io.tocsin.ingest.mqtt.LinkStatus;
import io.tocsin.server.live.EngineListener;
import io.tocsin.server.live.LiveEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateGateTest {
    private static final String TOPIC = "park/it/e1/g1/telemetry";
    private static final String OTHER = "park/it/e2/g2/telemetry";
    private static final long T0 = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    private final AtomicLong nowMs = new AtomicLong(T0);
    private final List<RateExcess> told = new ArrayList<>();
    private SiteReader.Result read;
    private Site site;

    @BeforeEach
    void readSite() throws Exception {
        Path at = SiteFolder.write(folder.resolve("site"), SiteFolder.levels(1));
        Files.writeString(at.resolve("tocsin.yaml"), "ingest: {rateMessages: 5, rateBurst: 1s}\n");
        read = SiteReader.read(at, Map.of());
        site = read.site().orElseThrow();
    }

    private void tell(RateExcess excess, Runnable durable) {
        told.add(excess);
        durable.run();
    }

    private RateGate gate() {
        RateGate gate = new RateGate(site, T0, nowMs::get, this::tell);
        gate.link(new LinkStatus(LinkState.CONNECTED, T0, "", 1));
        return gate;
    }

    private int passed(RateGate gate, String topic, int messages) {
        int passed = 0;
        for (int i = 0; i < messages; i++) {
            passed += gate.mayPass(Arrival.of(topic, new byte[2], false, 100, nowMs.get())) ? 1 : 0;
        }
        return passed;
    }

    @Test
    void cutsOffTheOneWhoFloodsAndNobodyElse() {
        try (RateGate gate = gate()) {
            assertThat(passed(gate, TOPIC, 100)).isEqualTo(5);
            assertThat(passed(gate, OTHER, 5)).isEqualTo(5);
            assertThat(told).containsExactly(new RateExcess("g1", true, 1, 2, TOPIC));
        }
    }

    @Test
    void tellsTheRestWhenItIsClosed() {
        try (RateGate gate = gate()) {
            passed(gate, TOPIC, 100);
            gate.tell();
        }
        assertThat(told.stream().mapToLong(RateExcess::messages).sum()).isEqualTo(95);
        assertThat(told).allMatch(RateExcess::standing);
    }

    @Test
    void aBacklogOfTheTimeInWhichWeWereAwayIsNoFlood() {
        RateGate gate = new RateGate(site, T0 - 100_000, nowMs::get, this::tell);
        assertThat(passed(gate, TOPIC, 505)).isEqualTo(505);
        assertThat(passed(gate, TOPIC, 1)).isZero();
        gate.link(new LinkStatus(LinkState.CONNECTED, T0, "", 1));
        nowMs.addAndGet(10_000);
        gate.link(new LinkStatus(LinkState.BACKING_OFF, T0 + 10_000, "", 1));
        nowMs.addAndGet(20_000);
        gate.link(new LinkStatus(LinkState.CONNECTED, T0 + 30_000, "", 1));
        assertThat(passed(gate, TOPIC, 200)).isEqualTo(105);
        gate.close();
    }

    @Test
    void endsAfterARestartWhatStoodBeforeIt() throws Exception {
        try (LiveEngine engine = engine()) {
            CountDownLatch durable = new CountDownLatch(1);
            engine.rateExceeded(new RateExcess("g1", true, 1, 2, TOPIC), durable::countDown);
            assertThat(durable.await(10, TimeUnit.SECONDS)).isTrue();
        }
        try (LiveEngine engine = engine();
                RateGate gate = gate()) {
            gate.resume(engine.alarms());
            nowMs.addAndGet(RateLimits.QUIET_MS);
            gate.tell();
            assertThat(told).containsExactly(new RateExcess("g1", false, 0, 0, ""));
        }
    }

    private LiveEngine engine() throws Exception {
        LiveEngine.Options options = new LiveEngine.Options(folder.resolve("home"), false, 1 << 20);
        LiveEngine engine = LiveEngine.open(options, nowMs::get, new Deaf());
        engine.start(read);
        return engine;
    }

    private static final class Deaf implements EngineListener {
        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {
            throw new AssertionError("expected an engine that works");
        }
    }
}
