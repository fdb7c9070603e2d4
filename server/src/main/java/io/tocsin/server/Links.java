package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.tls.TlsFiles;
import io.tocsin.ingest.Topics;
import io.tocsin.ingest.mqtt.LinkState;
import io.tocsin.ingest.mqtt.LinkStatus;
import io.tocsin.ingest.mqtt.Listener;
import io.tocsin.ingest.mqtt.MqttIngest;
import io.tocsin.ingest.mqtt.Options;
import io.tocsin.journal.Cursor;
import io.tocsin.journal.JournalException;
import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.server.kafka.CommandConsumer;
import io.tocsin.server.kafka.EventPump;
import io.tocsin.server.kafka.Heartbeat;
import io.tocsin.server.kafka.KafkaSettings;
import io.tocsin.server.kafka.TopicCatalogue;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Health;
import io.tocsin.server.targets.TargetStatus;
import io.tocsin.server.targets.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's links to its neighbours: MQTT in, Kafka out and commands in, series out, people told. Each has threads of its own and
 * goes its own way through CONNECTING, CONNECTED and BACKING_OFF; none of them can hold the engine up.
 */
final class Links implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final Duration KAFKA_FAREWELL = Duration.ofSeconds(3);
    private static final Duration HEARTBEAT_FAREWELL = Duration.ofMillis(100);
    private static final long STEADY_MS = 60_000;

    private final LiveEngine engine;
    private final EventPump pump;
    private final CommandConsumer commands;
    private final Heartbeat heartbeat;
    private final MqttIngest mqtt;
    private final @Nullable RateGate gate;
    private final @Nullable WatermarkWord word;
    private final @Nullable SeriesPart series;
    private final Targets targets;

    /** What leaves, each with a cursor of its own. */
    private record Out(EventPump pump, @Nullable SeriesPart series, Targets targets) {}

    /** The link to the field; a drill has neither gate nor word, for what it plays is past. */
    private record Field(
            MqttIngest mqtt,
            @Nullable RateGate gate,
            @Nullable WatermarkWord word) {}

    private Links(LiveEngine engine, Out out, CommandConsumer commands, Heartbeat heartbeat, Field field) {
        this.engine = engine;
        this.gate = field.gate();
        this.word = field.word();
        this.pump = out.pump();
        this.commands = commands;
        this.heartbeat = heartbeat;
        this.mqtt = field.mqtt();
        this.series = out.series();
        this.targets = out.targets();
    }

    /**
     * Opens all of them.
     *
     * @param taker takes what comes as a command
     * @param clock what the engine's time comes from: the wall, or the data of a drill
     * @param health of the whole, these links included
     */
    static Links open(
            KafkaCommands taker, Station.Options options, Site site, LongSupplier clock, Supplier<Health> health)
            throws IOException {
        LiveEngine engine = taker.engine();
        Settings settings = options.settings();
        TopicCatalogue topics = options.drill() ? TopicCatalogue.live().drill() : TopicCatalogue.live();
        KafkaSettings kafka = KafkaSettings.of(settings.kafka(), topics);
        String source = "/tocsin/" + site.park().id();
        EventPump pump = new EventPump(
                kafka,
                EventPump.Options.of(source),
                new EventPump.From(new EventLogSource(engine), LoggedStates.of(engine, options.drill())),
                cursor(options.home()),
                wall());
        CommandConsumer commands =
                new CommandConsumer(kafka, "tocsin-" + site.park().id(), taker, wall());
        SeriesPart series = SeriesPart.isWanted(options) ? SeriesPart.start(engine, options) : null;
        Targets targets = targets(engine, options, site);
        Field field = options.drill()
                ? fieldOfDrill(engine, options, site, (DrillClock) clock)
                : field(engine, options, site);
        EngineHeartbeat alive = new EngineHeartbeat(
                new EngineHeartbeat.About(site.park().id(), options.drill(), wall().getAsLong(), wall()),
                engine,
                health,
                () -> field.mqtt().status().state() == LinkState.CONNECTED,
                () -> pump.status().lag());
        Heartbeat heartbeat = new Heartbeat(kafka, Heartbeat.Options.of(source), alive, wall());
        pump.start();
        commands.start();
        heartbeat.start();
        return new Links(engine, new Out(pump, series, targets), commands, heartbeat, field);
    }

    static LongSupplier wall() {
        return System::currentTimeMillis;
    }

    private static DurableCursor cursor(Path home) throws JournalException {
        return new DurableCursor(Cursor.open(home.resolve("cursors").resolve("kafka")));
    }

    /** Nobody is told of a drill: whoever reads a mail does not see that it was one. */
    private static Targets targets(LiveEngine engine, Station.Options options, Site site) {
        Path cursors = options.home().resolve("cursors");
        Targets targets = new Targets(
                new Targets.Options(
                        () -> new HistoryLog(engine),
                        name -> new DurableCursor(Cursor.open(cursors.resolve(name))),
                        options.home().resolve("dead-letters")),
                wall());
        targets.follow(site, options.drill() ? List.of() : options.settings().targets());
        return targets;
    }

    /** What a drill plays has happened: nothing of it is too much. */
    private static Field fieldOfDrill(LiveEngine engine, Station.Options options, Site site, DrillClock clock) {
        // One filter for the data and their clock: brokers keep order within a subscription, not across two.
        MqttIngest mqtt = MqttIngest.start(
                Options.of(ofDrill(options.settings()), List.of("#")).withoutSession(),
                new DrillIntake(engine, clock, new Topics(site)),
                new LinkWord(engine, status -> {}),
                clock);
        return new Field(mqtt, null, null);
    }

    private static Field field(LiveEngine engine, Station.Options options, Site site) throws IOException {
        if (options.settings().mqtt().url().startsWith("ssl:")) {
            // It is read at each connection, but a mistake is best told before the first.
            TlsFiles.read(options.settings().mqtt().tls());
        }
        RateGate gate = RateGate.start(site, engine);
        Topics topics = new Topics(site);
        MqttIngest mqtt = MqttIngest.start(
                Options.of(options.settings(), topics.filters()),
                new EngineIntake(engine, gate),
                new LinkWord(engine, gate::link),
                engine::arrivalMs);
        return new Field(mqtt, gate, word(engine, topics, mqtt));
    }

    /** Where the park has no name, its gateways cannot be addressed: nothing is said. */
    private static @Nullable WatermarkWord word(LiveEngine engine, Topics topics, MqttIngest mqtt) {
        return topics.isAnyPark()
                ? null
                : new WatermarkWord(
                                engine.watermarks(),
                                told -> topics.acked(told.company(), told.gateway()),
                                mqtt::say,
                                wall())
                        .start();
    }

    /** Under the live engine's client id a drill on the same broker would cut that engine off. */
    static Settings ofDrill(Settings live) {
        Settings.Mqtt mqtt = live.mqtt();
        return live.withMqtt(mqtt.as(mqtt.clientId() + "-drill", mqtt.user(), mqtt.password()));
    }

    /** Tells Kafka's pump and the targets that there is more. */
    void eventsDurable() {
        pump.wakeUp();
        targets.wakeUp();
    }

    Targets targets() {
        return targets;
    }

    /** What arrives from now on is measured by this site. Its topics are those of the park, whoever publishes there. */
    void follow(Site site) {
        mqtt.cutBeyond(site.settings().ingest().maxPayloadBytes());
        if (gate != null) {
            gate.follow(site, engine.alarms());
        }
        targets.follow(site, site.settings().targets());
    }

    boolean isMqttConnected() {
        return mqtt.status().state() == LinkState.CONNECTED;
    }

    /** True where one connection has held for so long that nobody can be taking our client id from us. */
    boolean isMqttSteady() {
        return isMqttConnected() && engine.arrivalMs() - mqtt.status().sinceMs() >= STEADY_MS;
    }

    boolean isKafkaConnected() {
        return pump.status().link().state() == io.tocsin.server.link.LinkState.CONNECTED;
    }

    /** Topics that had lost records and were sent them again. */
    long kafkaResends() {
        return pump.status().resends();
    }

    long kafkaLag() {
        return pump.status().lag();
    }

    /** The newest record of the event log that Kafka confirmed. */
    long kafkaPosition() {
        return pump.status().position();
    }

    /** Messages that came in since the start. */
    long arrived() {
        return mqtt.traffic().arrived();
    }

    List<Health.Part> health() {
        LinkStatus in = mqtt.status();
        List<Health.Part> parts = new ArrayList<>(List.of(
                new Health.Part("mqtt", isMqttConnected(), in.state().name(), in.sinceMs(), in.lastError()),
                eventsHealth(pump.status()),
                part("kafka-commands", commands.status().link()),
                part("kafka-heartbeat", heartbeat.status())));
        series().ifPresent(part -> parts.add(part.health()));
        targets.status().forEach(target -> parts.add(part(target)));
        return parts;
    }

    private static Health.Part part(TargetStatus target) {
        return new Health.Part(
                "target-" + target.id(), target.ok(), target.state().name(), target.sinceMs(), target.reason());
    }

    /** What Kafka's topics have otherwise than they should may be on purpose: it is said, and nothing is unwell by it. */
    private static Health.Part eventsHealth(EventPump.Status status) {
        Health.Part part = part("kafka-events", status.link());
        if (!part.ok() || status.differing().isEmpty()) {
            return part;
        }
        String differing = status.differing().stream()
                .map(TopicCatalogue.Difference::toString)
                .collect(Collectors.joining("; "));
        return new Health.Part(part.name(), true, part.state(), part.sinceTimeMs(), differing);
    }

    /** Settings of Kafka's topics that are not as they should be. */
    int topicDifferences() {
        return pump.status().differing().size();
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
        heartbeat.close(HEARTBEAT_FAREWELL);
        if (word != null) {
            word.close();
        }
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
        targets.close();
        series().ifPresent(SeriesPart::close);
    }

    /** Says in the log and to the engine what the link to the broker does. */
    private record LinkWord(LiveEngine engine, Consumer<LinkStatus> told) implements Listener {
        @Override
        public void changed(LinkStatus status) {
            told.accept(status);
            LOG.debug("mqtt {}", status);
        }

        @Override
        public void sessionMissing(boolean first) {
            if (!first || engine.hasPast()) {
                LOG.warn("the broker has lost our session: what was published meanwhile may be missing");
                engine.faults().happened(Part.SESSION_LOST);
            }
        }

        @Override
        public void takeoverSuspected(int shortConnections) {
            LOG.error("another client seems to use our client id: {} short connections in a row", shortConnections);
            engine.faults().set(Part.CLIENT_ID_TAKEN, true);
        }
    }
}
