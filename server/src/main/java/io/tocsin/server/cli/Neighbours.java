package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.embedded.EmbeddedBroker;
import io.tocsin.embedded.EmbeddedKafka;
import io.tocsin.embedded.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the Kafka that run inside our own process where the settings ask for them; both start at once.
 *
 * @param settings with the addresses of what was started
 */
record Neighbours(
        Settings settings,
        @Nullable EmbeddedBroker broker,
        @Nullable EmbeddedKafka kafka) implements AutoCloseable {
    /** Where the embedded ones listen; 0 = any free port. */
    record Ports(int mqtt, int kafka) {}

    static Neighbours start(Settings wanted, Path home, Ports ports) throws StartRefused {
        boolean ownBroker = wanted.mqtt().url().equals(Settings.EMBEDDED);
        boolean ownKafka = wanted.kafka().bootstrap().equals(Settings.EMBEDDED);
        CompletableFuture<@Nullable EmbeddedKafka> starting = CompletableFuture.supplyAsync(
                () -> ownKafka ? unchecked(() -> EmbeddedKafka.start(kafka(home, ports))) : null);
        EmbeddedBroker broker = null;
        try {
            broker = ownBroker ? EmbeddedBroker.start(broker(home, ports)) : null;
            EmbeddedKafka kafka = joined(starting);
            return new Neighbours(addressed(wanted, broker, kafka), broker, kafka);
        } catch (StartRefused | RuntimeException e) {
            closeAll(broker, starting.exceptionally(fault -> null).join());
            throw e;
        }
    }

    private static EmbeddedKafka.Options kafka(Path home, Ports ports) {
        return EmbeddedKafka.Options.in(home.resolve("kafka"), ports.kafka());
    }

    private static EmbeddedBroker.Options broker(Path home, Ports ports) {
        return EmbeddedBroker.Options.in(home.resolve("mqtt"), ports.mqtt());
    }

    private static Settings addressed(Settings wanted, @Nullable EmbeddedBroker broker, @Nullable EmbeddedKafka kafka) {
        Settings settings = broker == null ? wanted : wanted.withMqttUrl(broker.url());
        return kafka == null ? settings : settings.withKafka(kafka.bootstrap());
    }

    @FunctionalInterface
    private interface Starting {
        EmbeddedKafka start() throws StartRefused;
    }

    private static EmbeddedKafka unchecked(Starting starting) {
        try {
            return starting.start();
        } catch (StartRefused e) {
            throw new CompletionException(e);
        }
    }

    private static @Nullable EmbeddedKafka joined(CompletableFuture<@Nullable EmbeddedKafka> starting)
            throws StartRefused {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartRefused refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static void closeAll(@Nullable EmbeddedBroker broker, @Nullable EmbeddedKafka kafka) {
        if (broker != null) {
            broker.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Override
    public void close() {
        closeAll(broker, kafka);
    }
}
