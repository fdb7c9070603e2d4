package io.tocsin.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.Suppression;
import io.tocsin.alarms.kpi.PositionKpis;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.gates.Verdict;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.http.HttpServer;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.past.AlarmHistory;
import io.tocsin.server.picture.Figures;
import io.tocsin.server.picture.Load;
import io.tocsin.server.targets.TargetStatus;
import io.tocsin.server.targets.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All metrics, each with a sentence; docs/metrics.md lists the same. No label names a tag: there may be 100,000. */
public final class Metrics implements AutoCloseable {
    /** Our own metrics by their Prometheus names. */
    enum Name {
        MESSAGES("tocsin_messages_total", "Messages that were decoded, sound or not."),
        SAMPLES("tocsin_samples_total", "Samples by kind: live, history, unstamped, late, repeat."),
        REJECTIONS("tocsin_rejections_total", "What was not understood, by reason."),
        GATEWAY_DROPPED(
                "tocsin_gateway_dropped_total",
                "Messages dropped because their sender sent more than it may, by gateway, (unlisted), (gates), (cameras)."),
        SEQUENCE_MISSING("tocsin_sequence_missing_total", "Sequence numbers that gateways skipped."),
        PASSAGES("tocsin_passages_total", "Vehicles that passed a gate or a checkpoint, by what the passage is worth."),
        VEHICLES_INSIDE("tocsin_vehicles_inside", "Vehicles that came in and did not leave."),
        CAMERA_EVENTS("tocsin_camera_events_total", "What cameras of key sites saw."),
        GATE_LISTS_REFUSED(
                "tocsin_gate_lists_refused_total", "Changes of vehicles or reservations that were not sound."),
        SITE_CHANGES("tocsin_site_changes_total", "Changes of the site that were taken since the start."),
        SITE_REFUSED("tocsin_site_refused_total", "Changes of the site that were not sound."),
        JOURNAL_RECORDS("tocsin_journal_records_total", "Inputs that are durable in the journal."),
        JOURNAL_OLDEST("tocsin_journal_oldest_record", "The oldest input that is held."),
        SNAPSHOT("tocsin_snapshot_record", "The newest input behind which a snapshot stands."),
        DURABLE("tocsin_durable", "0 while the disk takes nothing: inputs are judged and would be lost."),
        UNDURABLE_INPUTS("tocsin_undurable_inputs_total", "Inputs that were judged and stand in no journal."),
        UNDURABLE_SAMPLES("tocsin_undurable_samples_total", "Samples that were judged and stand in no journal."),
        JOURNAL_FORCE("tocsin_journal_force_seconds", "Time of one group fdatasync of the journal."),
        INTAKE_QUEUED("tocsin_intake_queued", "Inputs that wait to be made durable."),
        EVENT_RECORDS("tocsin_event_records_total", "Records that are durable in the event log."),
        ALARMS("tocsin_alarms", "Alarms by state."),
        ANNUNCIATIONS(
                "tocsin_annunciations_total",
                "Alarms that people were told of since the start, by whose they were and their priority."),
        ANNUNCIATIONS_RECENT("tocsin_annunciations_10min", "Annunciations of the last ten minutes, by position."),
        FLOOD("tocsin_flood", "1 while a position is in a flood: more than 10 in ten minutes, until fewer than 5."),
        STANDING("tocsin_alarms_standing", "Active alarms that nothing keeps from people, by priority."),
        UNACKNOWLEDGED("tocsin_alarms_unacknowledged", "Alarms that wait for an acknowledgement."),
        UNACKNOWLEDGED_AGE(
                "tocsin_alarms_unacknowledged_age_seconds",
                "How long the oldest of them has waited; 0 where none does."),
        LONG_STANDING("tocsin_alarms_long_standing", "Alarms annunciated more than a day ago that still stand."),
        CHATTERING(
                "tocsin_alarms_chattering", "Alarms that came three times within a minute, in the last ten minutes."),
        SUPPRESSED(
                "tocsin_alarms_suppressed", "Alarms that people are not told of: out_of_service, by_design, shelved."),
        UNHANDLED("tocsin_alarms_unhandled", "Occurrences that somebody still has to handle."),
        KAFKA_LAG("tocsin_kafka_lag_records", "Records of the event log that Kafka has not confirmed yet."),
        KAFKA_RESENDS("tocsin_kafka_resends_total", "Topics that had lost records and were sent them again."),
        KAFKA_DIFFERENCES(
                "tocsin_kafka_topic_differences", "Settings of Kafka's topics that are not as they should be."),
        SERIES_POINTS("tocsin_series_points_total", "Points that the store of series took."),
        SERIES_DEAD("tocsin_series_dead_letters_total", "Points that the store of series never takes, kept in a file."),
        SERIES_LAG("tocsin_series_lag_records", "Records of the journal whose points are not settled yet."),
        SERIES_RETRIES("tocsin_series_retries_total", "Writes to the store of series that had to be made again."),
        SERIES_HELD("tocsin_series_held", "1 while the store of series refuses us: a person must help."),
        SERIES_PAUSED("tocsin_series_paused", "1 while series are not written, for inputs wait for the engine."),
        TARGET_UP(
                "tocsin_target_up",
                "1 while nothing is known against a target, 0 while it does not take what it is sent."),
        TARGET_HELD("tocsin_target_held", "1 while a target does not let us in: a person must mend a key."),
        TARGET_SENT("tocsin_target_sent_total", "Events that a target took."),
        TARGET_FAILED("tocsin_target_failed_total", "Tries to tell a target that it did not take."),
        TARGET_DEAD("tocsin_target_dead_letters_total", "Events that a target never takes, kept in a file."),
        TARGET_LAG("tocsin_target_lag_records", "Records of the event log that a target's cursor has not passed yet."),
        TARGET_WAITING(
                "tocsin_target_waiting_seconds",
                "How long the oldest event has waited that a target is to be told of."),
        HISTORY_LAG("tocsin_history_lag_records", "Records of the event log that are not in the alarm history yet."),
        HISTORY_REBUILDS("tocsin_history_rebuilds_total", "Times that the alarm history's file was moved aside."),
        SIGN_INS("tocsin_sign_ins_total", "Attempts to sign in, by result: accepted, refused."),
        STREAMS("tocsin_console_streams", "Pages that read along."),
        STREAMS_DROPPED("tocsin_console_streams_dropped_total", "Pages that were sent away for not keeping up."),
        LINK_UP("tocsin_link_up", "1 while the link (mqtt, kafka, series, history) is connected."),
        RECOVERED_INPUTS("tocsin_recovered_inputs", "Inputs that were read again at the start.");

        private final String prometheus;
        private final String sentence;

        Name(String prometheus, String sentence) {
            this.prometheus = prometheus;
            this.sentence = sentence;
        }

        String prometheus() {
            return prometheus;
        }

        String sentence() {
            return sentence;
        }

        private @Nullable String unit() {
            return prometheus.endsWith("_seconds") ? "seconds" : null;
        }

        /** Micrometer adds the suffixes itself. */
        private String meter() {
            return prometheus
                    .replaceFirst("_total$", "")
                    .replaceFirst("_seconds$", "")
                    .replace('_', '.');
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Timer force = Timer.builder(Name.JOURNAL_FORCE.meter())
            .description(Name.JOURNAL_FORCE.sentence())
            .publishPercentiles(0.5, 0.99)
            .register(registry);

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** What {@code GET /metrics} answers. */
    public String scrape() {
        return registry.scrape();
    }

    void forced(long nanos) {
        force.record(nanos, TimeUnit.NANOSECONDS);
    }

    void watch(LiveEngine engine) {
        counter(Name.MESSAGES, engine, e -> e.figures().counts().messages());
        samples(engine, "live", f -> f.counts().live());
        samples(engine, "history", f -> f.counts().history());
        samples(engine, "unstamped", f -> f.counts().unstamped());
        samples(engine, "late", f -> f.samples().late());
        samples(engine, "repeat", f -> f.samples().repeats());
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            counter(
                    Name.REJECTIONS,
                    engine,
                    e -> e.figures().counts().rejected(reason),
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT));
        }
        counter(Name.SEQUENCE_MISSING, engine, e -> e.figures().counts().missing());
        for (Verdict verdict : Verdict.values()) {
            String worth = verdict.name().toLowerCase(Locale.ROOT);
            counter(Name.PASSAGES, engine, e -> e.passages(verdict), "verdict", worth);
        }
        gauge(Name.VEHICLES_INSIDE, engine, e -> e.inside().size());
        counter(Name.CAMERA_EVENTS, engine, LiveEngine::cameraEventCount);
        counter(Name.JOURNAL_RECORDS, engine, LiveEngine::durableInputs);
        gauge(Name.JOURNAL_OLDEST, engine, LiveEngine::oldestInput);
        gauge(Name.SNAPSHOT, engine, LiveEngine::snapshotSeq);
        gauge(Name.DURABLE, engine, e -> e.isDurable() ? 1 : 0);
        counter(Name.UNDURABLE_INPUTS, engine, LiveEngine::undurableInputs);
        counter(Name.UNDURABLE_SAMPLES, engine, LiveEngine::undurableSamples);
        counter(Name.EVENT_RECORDS, engine, LiveEngine::durableEvents);
        gauge(Name.INTAKE_QUEUED, engine, LiveEngine::queued);
        gauge(Name.RECOVERED_INPUTS, engine, LiveEngine::recoveredInputs);
        for (AlarmState state : AlarmState.values()) {
            gauge(
                    Name.ALARMS,
                    engine,
                    e -> standing(e, state),
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** How people are bothered. Positions of the site only: registered again under a changed site, for those that are new. */
    void load(LiveEngine engine, Site site) {
        positions(engine, PositionKpis.NOBODY, "(none)");
        site.annunciation().positions().forEach(position -> positions(engine, position.id(), position.id()));
        for (Priority priority : Priority.values()) {
            String label = priority.name().toLowerCase(Locale.ROOT);
            load(Name.STANDING, engine, l -> l.standing().getOrDefault(priority, 0L), "priority", label);
        }
        load(Name.UNACKNOWLEDGED, engine, Load::unacknowledged);
        load(Name.UNACKNOWLEDGED_AGE, engine, l -> l.oldestUnacknowledgedMs() / 1_000.0);
        load(Name.LONG_STANDING, engine, l -> l.longStanding().size());
        load(Name.CHATTERING, engine, l -> l.chattering().size());
        load(Name.UNHANDLED, engine, Load::unhandled);
        suppressed(engine, Suppression.OUT_OF_SERVICE, "out_of_service");
        suppressed(engine, Suppression.SUPPRESSED_BY_DESIGN, "by_design");
        suppressed(engine, Suppression.SHELVED, "shelved");
    }

    private void suppressed(LiveEngine engine, Suppression kind, String label) {
        load(Name.SUPPRESSED, engine, l -> l.suppressed().getOrDefault(kind, 0L), "kind", label);
    }

    private void positions(LiveEngine engine, String position, String label) {
        for (Priority priority : Priority.values()) {
            counter(
                    Name.ANNUNCIATIONS,
                    engine,
                    e -> e.load().annunciations(position, priority),
                    "position",
                    label,
                    "priority",
                    priority.name().toLowerCase(Locale.ROOT));
        }
        gauge(
                Name.ANNUNCIATIONS_RECENT,
                engine,
                e -> e.load().at(position, e.nowMs()).annunciations(),
                "position",
                label);
        gauge(Name.FLOOD, engine, e -> e.load().at(position, e.nowMs()).isFlood() ? 1 : 0, "position", label);
    }

    private void load(Name name, LiveEngine engine, ToDoubleFunction<Load> figure, String... labels) {
        gauge(
                name,
                engine,
                e -> {
                    Load now = e.loadNow();
                    return now == null ? 0 : figure.applyAsDouble(now);
                },
                labels);
    }

    /** @param sources whoever has an allowance */
    void dropped(LiveEngine engine, List<String> sources) {
        for (String source : sources) {
            counter(Name.GATEWAY_DROPPED, engine, e -> e.figures().counts().dropped(source), "gateway", source);
        }
    }

    private static double standing(LiveEngine engine, AlarmState state) {
        return engine.alarms().stream().filter(alarm -> alarm.state() == state).count();
    }

    /** @param refused how many changes of the lists were not sound */
    <T> void gateLists(T source, ToDoubleFunction<T> refused) {
        counter(Name.GATE_LISTS_REFUSED, source, refused);
    }

    void site(SiteWatch watch) {
        counter(Name.SITE_CHANGES, watch, SiteWatch::taken);
        counter(Name.SITE_REFUSED, watch, SiteWatch::refused);
    }

    void link(String name, BooleanSupplier up) {
        gauge(Name.LINK_UP, up, u -> u.getAsBoolean() ? 1 : 0, "link", name);
    }

    <T> void kafka(T source, ToDoubleFunction<T> lag, ToDoubleFunction<T> resends, ToDoubleFunction<T> differences) {
        gauge(Name.KAFKA_LAG, source, lag);
        counter(Name.KAFKA_RESENDS, source, resends);
        gauge(Name.KAFKA_DIFFERENCES, source, differences);
    }

    void series(SeriesPart part) {
        link("series", part::isConnected);
        counter(Name.SERIES_POINTS, part, p -> p.figures().stored());
        counter(Name.SERIES_DEAD, part, p -> p.figures().dead());
        gauge(Name.SERIES_LAG, part, SeriesPart::lag);
        counter(Name.SERIES_RETRIES, part, p -> p.figures().retries());
        gauge(Name.SERIES_HELD, part, p -> p.figures().held() ? 1 : 0);
        gauge(Name.SERIES_PAUSED, part, p -> p.isPaused() ? 1 : 0);
    }

    /** May be called again where there are others. */
    void targets(Targets targets) {
        for (TargetStatus target : targets.status()) {
            String id = target.id();
            targetGauge(Name.TARGET_UP, targets, id, t -> t.isReady(id) ? 1 : 0);
            targetGauge(Name.TARGET_HELD, targets, id, t -> t.isHeld(id) ? 1 : 0);
            counter(Name.TARGET_SENT, targets, t -> t.figures(id).sent(), "target", id);
            counter(Name.TARGET_FAILED, targets, t -> t.figures(id).failed(), "target", id);
            counter(Name.TARGET_DEAD, targets, t -> t.figures(id).dead(), "target", id);
            targetGauge(Name.TARGET_LAG, targets, id, t -> t.figures(id).lag());
            targetGauge(Name.TARGET_WAITING, targets, id, t -> t.figures(id).waitingMs() / 1_000.0);
        }
    }

    private void targetGauge(Name name, Targets targets, String id, ToDoubleFunction<Targets> value) {
        gauge(name, targets, value, "target", id);
    }

    void history(AlarmHistory history) {
        link("history", history::isConnected);
        gauge(Name.HISTORY_LAG, history, h -> h.status().lag());
        counter(Name.HISTORY_REBUILDS, history, h -> h.status().rebuilds());
    }

    void console(SignIn accounts, HttpServer http) {
        counter(Name.SIGN_INS, accounts, a -> a.counts().accepted(), "result", "accepted");
        counter(Name.SIGN_INS, accounts, a -> a.counts().refused(), "result", "refused");
        gauge(Name.STREAMS, http, HttpServer::streams);
        counter(Name.STREAMS_DROPPED, http, HttpServer::streamsDropped);
    }

    private void samples(LiveEngine engine, String kind, ToDoubleFunction<Figures> figure) {
        counter(Name.SAMPLES, engine, e -> figure.applyAsDouble(e.figures()), "kind", kind);
    }

    private <T> void counter(Name name, T source, ToDoubleFunction<T> value, String... labels) {
        if (registry.find(name.meter()).tags(labels).functionCounter() != null) {
            return;
        }
        FunctionCounter.builder(name.meter(), source, value)
                .description(name.sentence())
                .tags(labels)
                .register(registry);
    }

    private <T> void gauge(Name name, T source, ToDoubleFunction<T> value, String... labels) {
        if (registry.find(name.meter()).tags(labels).gauge() != null) {
            return;
        }
        Gauge.builder(name.meter(), source, value)
                .description(name.sentence())
                .baseUnit(name.unit())
                .strongReference(true)
                .tags(labels)
                .register(registry);
    }

    /** The names as they are scraped. */
    static List<String> names() {
        return Arrays.stream(Name.values()).map(Name::prometheus).toList();
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
