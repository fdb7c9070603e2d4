package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.ingest.Topics;
import io.tocsin.ingest.mqtt.LinkState;
import io.tocsin.ingest.mqtt.LinkStatus;
import io.tocsin.ingest.mqtt.Listener;
import io.tocsin.ingest.mqtt.MqttIngest;
import io.tocsin.ingest.mqtt.Options;
import io.tocsin.journal.Cursor;
import io.tocsin.journal.JournalException;
import io.tocsin.server.kafka.CommandConsumer;
import io.tocsin.server.kafka.EventPump;
import io.tocsin.server.kafka.KafkaSettings;
import io.tocsin.server.kafka.TopicCatalogue;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's links to its neighbours: MQTT in, Kafka out and commands in, series out. Each has threads of its own and
 * goes its own way through CONNECTING, CONNECTED and BACKING_OFF; none of them can hold the engine up.
 */
final class Links implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final Duration KAFKA_FAREWELL = Duration.ofSeconds(3);
    private static final long DURABLE_WITHIN_S = 10;

    private final EventPump pump;
    private final CommandConsumer commands;
    private final MqttIngest mqtt;
    private final @Nullable RateGate gate;
    private final @Nullable SeriesPart series;

    private Links(
            EventPump pump,
            CommandConsumer commands,
            MqttIngest mqtt,
            @Nullable RateGate gate,
            @Nullable SeriesPart series) {
        this.gate = gate;
        this.pump = pump;
        this.commands = commands;
        this.mqtt = mqtt;
        this.series = series;
    }

    /** @param clock what the engine's time comes from: the wall, or the data of a drill */
    static Links open(LiveEngine engine, Station.Options options, Site site, LongSupplier clock) throws IOException {
        Settings settings = options.settings();
        TopicCatalogue topics = options.drill() ? TopicCatalogue.live().drill() : TopicCatalogue.live();
        KafkaSettings kafka = KafkaSettings.plain(settings.kafka().bootstrap(), topics);
        String source = "/tocsin/" + site.park().id();
        EventPump pump = new EventPump(
                kafka, EventPump.Options.of(source), new EventLogSource(engine), cursor(options.home()), wall());
        CommandConsumer commands =
                new CommandConsumer(kafka, "tocsin-" + site.park().id(), (value, at) -> accept(engine, value), wall());
        SeriesPart series = SeriesPart.isWanted(options) ? SeriesPart.start(engine, options) : null;
        RateGate gate = options.drill() ? null : RateGate.start(site, engine);
        MqttIngest mqtt = gate == null
                ? mqttOfDrill(engine, options, site, (DrillClock) clock)
                : mqtt(engine, options, site, gate);
        Links links = new Links(pump, commands, mqtt, gate, series);
        pump.start();
        commands.start();
        return links;
    }

    static LongSupplier wall() {
        return System::currentTimeMillis;
    }

    private static DurableCursor cursor(Path home) throws JournalException {
        return new DurableCursor(Cursor.open(home.resolve("cursors").resolve("kafka")));
    }

    private static boolean accept(LiveEngine engine, byte[] command) throws InterruptedException {
        try {
            engine.command(command).get(DURABLE_WITHIN_S, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a command could not be made durable, it will be offered again: {}", e.toString());
            return false;
        }
    }

    /** What a drill plays has happened: nothing of it is too much. */
    private static MqttIngest mqttOfDrill(LiveEngine engine, Station.Options options, Site site, DrillClock clock) {
        // One filter for the data and their clock: brokers keep order within a subscription, not across two.
        return MqttIngest.start(
                Options.of(ofDrill(options.settings()), List.of("#")).withoutSession(),
                new DrillIntake(engine, clock, new Topics(site)),
                new LinkLog(status -> {}),
                clock);
    }

    private static MqttIngest mqtt(LiveEngine engine, Station.Options options, Site site, RateGate gate) {
        return MqttIngest.start(
                Options.of(options.settings(), new Topics(site).filters()),
                new EngineIntake(engine, gate),
                new LinkLog(gate::link),
                engine::nowMs);
    }

    /** Under the live engine's client id a drill on the same broker would cut that engine off. */
    static Settings ofDrill(Settings live) {
        Settings.Mqtt mqtt = live.mqtt();
        Settings.Mqtt own = new Settings.Mqtt(mqtt.url(), mqtt.clientId() + "-drill", mqtt.user(), mqtt.password());
        return live.withMqtt(own);
    }

    /** Tells Kafka's pump that there is more. */
    void eventsDurable() {
        pump.wakeUp();
    }

    boolean isMqttConnected() {
        return mqtt.status().state() == LinkState.CONNECTED;
    }

    boolean isKafkaConnected() {
        return pump.status().link().state() == io.tocsin.server.link.LinkState.CONNECTED;
    }

    long kafkaLag() {
        return pump.status().lag();
    }

    /** Messages that came in since the start. */
    long arrived() {
        return mqtt.traffic().arrived();
    }

    List<Health.Part> health() {
        LinkStatus in = mqtt.status();
        List<Health.Part> parts = new ArrayList<>(List.of(
                new Health.Part("mqtt", isMqttConnected(), in.state().name(), in.sinceMs(), in.lastError()),
                part("kafka-events", pump.status().link()),
                part("kafka-commands", commands.status().link())));
        series().ifPresent(part -> parts.add(part.health()));
        return parts;
    }

    Optional<SeriesPart> series() {
        return Optional.ofNullable(series);
    }

    static Health.Part part(String name, io.tocsin.server.link.LinkStatus link) {
        String error = link.lastError() == null ? "" : link.lastError();
        return new Health.Part(
                name,
                link.state() == io.tocsin.server.link.LinkState.CONNECTED,
                link.state().name(),
                link.sinceMs(),
                error);
    }

    /** No more comes in. */
    void closeInputs() {
        mqtt.close();
        if (gate != null) {
            gate.close();
        }
        commands.close(KAFKA_FAREWELL);
    }

    /** What is durable goes out as far as Kafka answers soon; the rest stays in the log for the next start. */
    @Override
    public void close() {
        pump.close(KAFKA_FAREWELL);
        series().ifPresent(SeriesPart::close);
    }

    /** Says what the link to the broker does: in the log, and its state to whom it concerns. */
    private record LinkLog(Consumer<LinkStatus> told) implements Listener {
        @Override
        public void changed(LinkStatus status) {
            told.accept(status);
            LOG.debug("mqtt {}", status);
        }

        @Override
        public void sessionMissing(boolean first) {
            if (!first) {
                LOG.warn("the broker has lost our session: what was published meanwhile may be missing");
            }
        }

        @Override
        public void takeoverSuspected(int shortConnections) {
            LOG.error("another client seems to use our client id: {} short connections in a row", shortConnections);
        }
    }
}
