package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.embedded.Access;
import io.tocsin.embedded.EmbeddedBroker;
import io.tocsin.embedded.EmbeddedKafka;
import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.embedded.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The broker, the Kafka and the store of series that run inside our own process where the settings ask for them; all
 * start at once.
 *
 * @param settings with the addresses of what was started
 */
record Neighbours(
        Settings settings,
        @Nullable EmbeddedBroker broker,
        @Nullable EmbeddedKafka kafka,
        @Nullable EmbeddedSeries series)
        implements AutoCloseable {
    /** Where the embedded ones listen; 0 = any free port. The store of series takes any free one. */
    record Ports(int mqtt, int kafka) {}

    static Neighbours start(Settings wanted, Path home, Ports ports, Access access) throws StartRefused {
        boolean ownBroker = wanted.mqtt().url().equals(Settings.EMBEDDED);
        boolean ownKafka = wanted.kafka().bootstrap().equals(Settings.EMBEDDED);
        boolean ownSeries = wanted.series().url().equals(Settings.EMBEDDED);
        CompletableFuture<@Nullable EmbeddedKafka> kafka = starting(
                ownKafka, () -> EmbeddedKafka.start(EmbeddedKafka.Options.in(home.resolve("kafka"), ports.kafka())));
        CompletableFuture<@Nullable EmbeddedSeries> series =
                starting(ownSeries, () -> EmbeddedSeries.start(EmbeddedSeries.Options.in(home.resolve("series"))));
        EmbeddedBroker broker = null;
        try {
            broker = ownBroker ? EmbeddedBroker.start(broker(home, ports).with(access)) : null;
            return addressed(new Neighbours(wanted, broker, joined(kafka), joined(series)));
        } catch (StartRefused | RuntimeException e) {
            closeAll(
                    broker,
                    kafka.exceptionally(fault -> null).join(),
                    series.exceptionally(fault -> null).join());
            throw e;
        }
    }

    private static EmbeddedBroker.Options broker(Path home, Ports ports) {
        return EmbeddedBroker.Options.in(home.resolve("mqtt"), ports.mqtt());
    }

    private static Neighbours addressed(Neighbours started) {
        Settings settings = started.settings;
        if (started.broker != null) {
            settings = settings.withMqttUrl(started.broker.url());
        }
        if (started.kafka != null) {
            settings = settings.withKafka(started.kafka.bootstrap());
        }
        if (started.series != null) {
            settings = settings.withSeriesUrl(started.series.url());
        }
        return new Neighbours(settings, started.broker, started.kafka, started.series);
    }

    @FunctionalInterface
    private interface Starting<T> {
        T start() throws StartRefused;
    }

    private static <T> CompletableFuture<@Nullable T> starting(boolean wanted, Starting<T> starting) {
        return CompletableFuture.supplyAsync(() -> wanted ? unchecked(starting) : null);
    }

    private static <T> T unchecked(Starting<T> starting) {
        try {
            return starting.start();
        } catch (StartRefused e) {
            throw new CompletionException(e);
        }
    }

    private static <T> @Nullable T joined(CompletableFuture<@Nullable T> starting) throws StartRefused {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartRefused refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static void closeAll(
            @Nullable EmbeddedBroker broker, @Nullable EmbeddedKafka kafka, @Nullable EmbeddedSeries series) {
        if (broker != null) {
            broker.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (series != null) {
            series.close();
        }
    }

    @Override
    public void close() {
        closeAll(broker, kafka, series);
    }
}
