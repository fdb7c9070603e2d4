package io.tocsin.server.live;

import io.tocsin.alarms.Engine;
import io.tocsin.config.Site;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Counts;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.PlateHash;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.picture.Values;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Applies durable inputs to the pure engine: the one path that live work and recovery share.
 *
 * <p>One thread: the engine's.
 */
final class InputProcessor implements Output {
    private final Configurations configurations;
    private final EventLog log;
    private final AlarmBoard board;
    private final Rejections rejections;
    private final GateBoard gates;
    private final PlateHash plates;
    private byte[] listsInForce = new byte[0];
    private volatile @Nullable Running running;
    private long appliedSeq;
    private long appliedMs = Long.MIN_VALUE;

    /** What is in force under one configuration. */
    private record Running(Site site, Engine engine, Decoder decoder, LiveValues values) {}

    /** What is kept for readers on other threads. */
    record Boards(AlarmBoard alarms, Rejections rejections, GateBoard gates) {}

    InputProcessor(Configurations configurations, EventLog log, Boards boards, PlateHash plates) {
        this.configurations = configurations;
        this.log = log;
        board = boards.alarms();
        rejections = boards.rejections();
        gates = boards.gates();
        this.plates = plates;
    }

    void apply(InputRecord input) {
        switch (input.type()) {
            case MESSAGE -> decode(input, Arrival.Kind.LIVE);
            case RETAINED -> decode(input, Arrival.Kind.RETAINED);
            case OVERSIZE -> decode(input, Arrival.Kind.OVERSIZE);
            case COMMAND -> command(input, "kafka");
            case CONSOLE_COMMAND -> command(input, "console");
            case STARTED -> engine().input(new Input.Started(input.receiveTimeMs()));
            case DRAINED -> engine().input(new Input.Drained(input.receiveTimeMs()));
            case TICK -> engine().input(new Input.Tick(input.receiveTimeMs()));
            case CONFIGURED -> configure(input);
            case GATE_LISTS -> lists(input);
            case RATE_EXCEEDED -> rateExceeded(input);
        }
        appliedSeq = input.seq();
        appliedMs = input.receiveTimeMs();
    }

    private void decode(InputRecord input, Arrival.Kind kind) {
        boolean cut = kind == Arrival.Kind.OVERSIZE;
        ByteBuffer bytes = ByteBuffer.wrap(input.payload());
        int originalBytes = cut ? bytes.getInt() : bytes.remaining();
        byte[] payload = input.payload();
        if (cut) {
            payload = new byte[bytes.remaining()];
            bytes.get(payload);
        }
        running()
                .decoder()
                .decode(new Arrival(input.topic(), payload, kind, originalBytes, input.receiveTimeMs()), this);
    }

    private void command(InputRecord input, String via) {
        CommandJson.Parsed parsed = CommandJson.parse(input.payload(), via, input.receiveTimeMs());
        if (parsed.command() != null) {
            engine().input(parsed.command());
        } else {
            engine().input(new Input.Tick(input.receiveTimeMs()));
            log.notUnderstood(parsed.requestId(), parsed.detail(), input.receiveTimeMs());
        }
    }

    private void configure(InputRecord input) {
        String hash = new String(input.payload(), StandardCharsets.US_ASCII);
        Site site = configurations.load(hash);
        Running before = running;
        log.configured(hash);
        if (before == null) {
            running = new Running(site, new Engine(site, plates, board), new Decoder(site), new LiveValues(site));
        } else {
            Engine engine = new Engine(site, before.engine(), input.receiveTimeMs(), board);
            running =
                    new Running(site, engine, new Decoder(site, before.decoder().state()), before.values());
            before.values().configured(site);
        }
    }

    /** They were sound when they were taken; a program that reads them otherwise could not bring forth the same again. */
    private void lists(InputRecord input) {
        ListsReader.Outcome outcome = ListsReader.STANDARD.read(GateTexts.read(input.payload()), site());
        if (!outcome.isSound()) {
            throw new NotRecoverable("expected vehicles and reservations as they were taken once, was "
                    + outcome.problems().get(0));
        }
        engine().input(new Input.GateListsChanged(outcome.lists(), input.receiveTimeMs()));
        listsInForce = input.payload();
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
        now.engine().sample(tag, effectiveMs, value, quality, receiveMs);
        now.values().sample(tag, effectiveMs, value, quality, receiveMs);
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        engine().history(tag, eventMs, value, quality, receiveMs);
    }

    @Override
    public void message(Envelope envelope) {
        // That a gateway is alive is its status topic's business until gateways have alarms of their own silence.
        running().values().message(envelope.source().gateway(), envelope.receiveMs());
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
        rejections.add(rejection);
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
        Running now = running;
        if (now != null) {
            now.values().turnEnds(appliedMs);
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
