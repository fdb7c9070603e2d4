package io.tocsin.server.live;

import io.tocsin.alarms.Engine;
import io.tocsin.config.Site;
import io.tocsin.ingest.Address;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Counts;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.gates.PlateHash;
import io.tocsin.server.events.CommandJson;
import io.tocsin.server.events.ConfigurationChange;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.picture.Values;
import org.jspecify.annotations.Nullable;

/**
 * Applies durable inputs to the pure engine: the one path that live work and recovery share.
 *
 * <p>One thread: the engine's.
 */
final class InputProcessor implements Output {
    /** A stamp that is no further behind its receipt says what time it is in the field. */
    private static final long CURRENT_MS = 60_000;

    private final Configurations configurations;
    private final EventLog log;
    private final AlarmBoard board;
    private final Rejections rejections;
    private final GateBoard gates;
    private final PlateHash plates;
    private final Watermarks watermarks;
    private byte[] listsInForce = new byte[0];
    /** Under which configuration they were read. */
    private String listsSite = "";

    private volatile @Nullable Running running;
    private long appliedSeq;
    private int epoch;
    private EventLog.Position restoredLog = EventLog.Position.START;
    private boolean durable = true;
    private long undurable;
    private volatile long undurableSamples;
    /** When telemetry was last heard, and when some of it was last current by its own stamp: see {@link ClockWatch}. */
    private volatile long telemetryMs = Long.MIN_VALUE;

    private long current = Long.MIN_VALUE;
    private volatile long currentMs = Long.MIN_VALUE;
    private long appliedMs = Long.MIN_VALUE;

    /** What is in force under one configuration. */
    private record Running(
            Site site, Engine engine, Decoder decoder, LiveValues values, LiveEngine.Configuration inForce) {}

    /** What is kept for readers on other threads. */
    record Boards(AlarmBoard alarms, Rejections rejections, GateBoard gates, Watermarks watermarks) {}

    InputProcessor(Configurations configurations, EventLog log, Boards boards, PlateHash plates) {
        this.configurations = configurations;
        this.log = log;
        board = boards.alarms();
        rejections = boards.rejections();
        gates = boards.gates();
        watermarks = boards.watermarks();
        this.plates = plates;
    }

    /** The leader's term in which the inputs from now on were taken in. */
    void term(int newEpoch) {
        if (newEpoch != epoch) {
            epoch = newEpoch;
            log.term(epoch);
        }
    }

    void apply(InputRecord input) {
        durable = input.seq() > 0;
        switch (input.type()) {
            case MESSAGE, RETAINED, OVERSIZE -> running().decoder().decode(input.arrival(), this);
            case KAFKA_COMMAND, COMMAND, NOT_UNDERSTOOD -> command(input);
            case STARTED -> engine().input(new Input.Started(input.receiveTimeMs()));
            case DRAINED -> engine().input(new Input.Drained(input.receiveTimeMs()));
            case TICK -> engine().input(new Input.Tick(input.receiveTimeMs()));
            case CONFIGURED -> configure(input);
            case GATE_LISTS -> lists(input);
            case RATE_EXCEEDED -> rateExceeded(input);
            case CLOCK_ADJUSTED -> engine().input(input.clockAdjusted());
            case PLATFORM_FAULT -> engine().input(PlatformFaults.decoded(input.payload(), input.receiveTimeMs()));
            case DURABILITY_GAP -> gap(input);
        }
        appliedSeq = durable ? input.seq() : appliedSeq;
        appliedMs = input.receiveTimeMs();
        undurableSamples = undurable;
    }

    private void gap(InputRecord input) {
        log.gap();
        engine().input(new Input.Tick(input.receiveTimeMs()));
    }

    private void command(InputRecord input) {
        CommandJson.Parsed parsed = input.command(site().annunciation());
        if (parsed.command() != null) {
            engine().input(parsed.command());
            // Before the answer is told: who asked for a window sees it.
            board.look(engine());
        } else {
            engine().input(new Input.Tick(input.receiveTimeMs()));
            log.notUnderstood(parsed.requestId(), parsed.detail(), input.receiveTimeMs());
        }
    }

    private void configure(InputRecord input) {
        Configured configured = Configured.of(input.payload());
        Site site = configurations.load(configured.hash());
        LiveEngine.Configuration inForce = new LiveEngine.Configuration(configured, input.receiveTimeMs());
        Running before = running;
        if (before == null) {
            log.configured(site);
            Engine engine = new Engine(site, plates, board);
            running = new Running(site, engine, new Decoder(site), new LiveValues(site), inForce);
        } else {
            // What was due until now is decided, and told, under what was in force.
            before.engine().input(new Input.Tick(input.receiveTimeMs()));
            log.configured(site);
            tell(before, site, inForce);
            Engine engine = new Engine(site, before.engine(), input.receiveTimeMs(), board);
            Decoder decoder = new Decoder(site, before.decoder().state());
            running = new Running(site, engine, decoder, before.values(), inForce);
            before.values().configured(site);
        }
    }

    /** Journals of before the change was told say nothing of it when they are read again. */
    private void tell(Running before, Site site, LiveEngine.Configuration inForce) {
        Input.Principal by = inForce.configured().by();
        if (by != null) {
            long number = before.engine().configurationChanges() + 1;
            log.changed(new ConfigurationChange(before.site(), site, number, by, inForce.sinceMs()));
        }
    }

    /** They were sound when they were taken; a program that reads them otherwise could not bring forth the same again. */
    private void lists(InputRecord input) {
        engine().input(new Input.GateListsChanged(
                SavedState.Lists.read(input.payload(), site()), input.receiveTimeMs()));
        listsInForce = input.payload();
        listsSite = site().hash();
    }

    private void rateExceeded(InputRecord input) {
        RateExcess excess = RateExcess.of(input.payload());
        running().decoder().dropped(excess, input.receiveTimeMs(), this);
        engine().input(new Input.GatewayFault(
                excess.source(), Input.GatewayFault.Fault.RATE_EXCEEDED, excess.standing(), input.receiveTimeMs()));
    }

    // ---- what the decoder found -------------------------------------------------------------------------------------

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        Running now = running();
        if (!durable) {
            undurable++;
        }
        current = receiveMs - effectiveMs <= CURRENT_MS ? receiveMs : current;
        now.engine().sample(tag, effectiveMs, value, quality, receiveMs);
        now.values().sample(tag, effectiveMs, value, quality, receiveMs);
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        engine().history(tag, eventMs, value, quality, receiveMs);
    }

    @Override
    public void message(Envelope envelope) {
        telemetryMs = envelope.receiveMs();
        engine().heard(envelope.source().gateway(), envelope.receiveMs());
        running().values().message(envelope.source().gateway(), envelope.receiveMs());
    }

    @Override
    public boolean isKept() {
        return durable;
    }

    @Override
    public void durable(Address source, String session, long upToSeq, boolean birth) {
        watermarks.durable(source, session, upToSeq, birth);
    }

    @Override
    public void refused(Address source, long receiveMs) {
        engine().heard(source.gateway(), receiveMs);
    }

    @Override
    public void gatewayStatus(GatewayStatus status) {
        running().values().status(status.source().gateway(), status.online(), status.receiveMs());
        engine().input(new Input.GatewayStatus(
                status.source().gateway(), status.online(), status.eventMs(), status.receiveMs()));
    }

    @Override
    public void clockFault(ClockFault fault) {
        engine().input(new Input.GatewayFault(
                fault.source().gateway(), fault.fault(), fault.standing(), fault.receiveMs()));
    }

    @Override
    public void passage(Input.Passage passage) {
        engine().input(passage);
    }

    @Override
    public void cameraEvent(Input.CameraEvent event) {
        engine().input(event);
        gates.cameraEvent(event);
    }

    @Override
    public void rejected(Rejection rejection) {
        telemetryMs = rejection.receiveMs();
        rejections.add(rejection);
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    /** All that a start needs, between two inputs; everything said until now must be durable. */
    Housekeeping.Snapshot snapshot() {
        Running now = running();
        EventLog.Position position = log.position();
        StateWriter out = new StateWriter();
        out.putInt(SavedState.VERSION);
        out.putLong(position.produced());
        out.putLong(position.replies());
        out.putInt(epoch);
        out.putLong(telemetryMs);
        out.putLong(current);
        new SavedState(
                        appliedSeq,
                        appliedMs,
                        now.inForce(),
                        new SavedState.Lists(listsInForce, listsSite),
                        now.engine().snapshot(),
                        now.decoder().state())
                .write(out);
        now.values().write(out);
        rejections.write(out);
        gates.write(out);
        return new Housekeeping.Snapshot(appliedSeq, position.produced(), out.toBytes());
    }

    /** Goes on where a snapshot was taken; nothing may have been applied before. */
    void restore(byte[] snapshot) {
        StateReader in = new StateReader(snapshot);
        in.expect("version of the state", SavedState.VERSION);
        restoredLog = new EventLog.Position(in.takeLong(), in.takeLong());
        term(in.takeInt());
        telemetryMs = in.takeLong();
        current = in.takeLong();
        currentMs = current;
        SavedState saved = SavedState.read(in);
        appliedSeq = saved.seq();
        appliedMs = saved.timeMs();
        listsInForce = saved.lists().texts();
        listsSite = saved.lists().siteHash();
        Site site = configurations.load(saved.inForce().configured().hash());
        log.configured(site);
        Engine engine = saved.engine(site, new Engine(site, plates, board), configurations);
        LiveValues values = new LiveValues(site);
        values.read(in);
        rejections.read(in);
        gates.read(in);
        board.restored(engine.statuses(), engine.warnings());
        board.look(engine);
        running = new Running(site, engine, new Decoder(site, saved.decoder()), values, saved.inForce());
    }

    /** Where the event log stood in the snapshot that was restored; at its beginning where none was. */
    EventLog.Position logPosition() {
        return restoredLog;
    }

    long appliedMs() {
        return appliedMs;
    }

    int epoch() {
        return epoch;
    }

    /** Any thread: samples that were judged and stand in no journal. */
    long undurableSamples() {
        return undurableSamples;
    }

    /** Any thread: engine time at which telemetry was last heard. */
    long telemetryMs() {
        return telemetryMs;
    }

    /** Any thread: engine time at which a sample was last current by its own stamp. */
    long currentMs() {
        return currentMs;
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    Engine engine() {
        return running().engine();
    }

    /** The engine time at which the next timer is due; {@link Long#MAX_VALUE} when there is none. */
    long nextDueMs() {
        return isConfigured() ? engine().nextDueMs() : Long.MAX_VALUE;
    }

    /** The engine's turn ends: readers may have what they asked for. */
    void turnEnds() {
        currentMs = current;
        watermarks.turnEnds();
        Running now = running;
        if (now != null) {
            now.values().turnEnds(appliedMs);
            board.look(now.engine());
        }
    }

    /** Any thread; null before the first configuration. */
    @Nullable
    Values values() {
        Running now = running;
        return now == null ? null : now.values().values();
    }

    /** Any thread: as new as may be, for a reader who can wait a moment. */
    @Nullable
    Values freshValues() throws InterruptedException {
        Running now = running;
        return now == null ? null : now.values().fresh();
    }

    Site site() {
        return running().site();
    }

    /** Any thread; null before the first. */
    LiveEngine.@Nullable Configuration configuration() {
        Running now = running;
        return now == null ? null : now.inForce();
    }

    boolean isConfigured() {
        return running != null;
    }

    Counts counts() {
        return running().decoder().counts();
    }

    /** The bytes of the lists that were taken last; none before the first. */
    byte[] listsInForce() {
        return listsInForce;
    }

    long appliedSeq() {
        return appliedSeq;
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new NotRecoverable("expected a configuration as the first record of the journal, was another");
        }
        return now;
    }
}
