package io.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TogetherIT {
    @TempDir
    Path dir;

    @Test
    void startInParallelAndLeaveNoThreadThatHoldsTheProcess() throws Exception {
        Set<Thread> before = new HashSet<>(lasting());
        ExecutorService two = Executors.newFixedThreadPool(2);
        Future<EmbeddedBroker> broker =
                two.submit(() -> EmbeddedBroker.start(EmbeddedBroker.Options.in(dir.resolve("mqtt"), 0)));
        Future<EmbeddedKafka> kafka =
                two.submit(() -> EmbeddedKafka.start(EmbeddedKafka.Options.in(dir.resolve("kafka"), 0)));
        Future<EmbeddedSeries> series =
                two.submit(() -> EmbeddedSeries.start(EmbeddedSeries.Options.in(dir.resolve("series"))));
        try (EmbeddedBroker b = broker.get();
                EmbeddedSeries s = series.get();
                EmbeddedKafka k = kafka.get()) {
            assertThat(b.port()).isNotEqualTo(k.port());
            assertThat(s.suspended()).isEmpty();
            EmbeddedKafkaIT.createTopic(k.bootstrap());
            Mqtt.connect(b.url(), "gateway").close();
        }
        two.shutdown();
        assertThat(two.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Set<Thread> left = new HashSet<>(lasting());
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }
        assertThat(left).filteredOn(Thread::isAlive).isEmpty();
    }

    private static Set<Thread> lasting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !t.isDaemon() && t.isAlive())
                .collect(Collectors.toSet());
    }

    @Test
    @Timeout(60)
    void letTheProcessEndByItself() throws Exception {
        try (ChildProcess child = ChildProcess.of(ChildProcess.StartAndClose.class, dir)) {
            assertThat(child.said()).startsWith("tcp://127.0.0.1:");
            assertThat(child.awaitEnd()).isZero();
        }
    }
}
