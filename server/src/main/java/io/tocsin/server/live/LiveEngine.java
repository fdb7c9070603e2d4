package io.tocsin.server.live;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Reply;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.Rejection;
import io.tocsin.ingest.series.TelemetrySource;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.rules.gates.Verdict;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.picture.Figures;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Values;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable engine: recovers from its journal, then takes inputs in from any thread, makes them durable, judges them
 * and writes what follows to the event log.
 *
 * <p>{@link #open} recovers on the caller's thread; {@link #start} begins the two threads; {@link #close} lets what was
 * taken in be finished.
 */
public final class LiveEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveEngine.class);
    private static final byte[] NOTHING = new byte[0];
    /** Groups between the threads; few, for a group may be large. */
    private static final int HAND_OVER = 8;

    private static final long WORTH_A_WARNING_MS = 1_000;

    /**
     * Where and how.
     *
     * @param home the folder that holds everything
     * @param drill true where the clock comes with the data and nothing may be taken for live
     * @param segmentBytes a file of the journal or of the event log is closed when it reaches this size
     */
    public record Options(Path home, boolean drill, long segmentBytes) {
        /** The largest payload that a site may allow, and its topic. A writer holds a buffer of this size. */
        private static final int INPUT_BYTES_MAX = (16 << 20) + (64 << 10) + Integer.BYTES;

        private static final int EVENT_BYTES_MAX = 2 << 20;

        private Journal.Options inputs() {
            return new Journal.Options(0, segmentBytes, INPUT_BYTES_MAX);
        }

        private Journal.Options events() {
            return new Journal.Options(0, segmentBytes, EVENT_BYTES_MAX);
        }
    }

    private final Options options;
    private final LongSupplier clock;
    private final Journal inputs;
    private final Journal events;
    private final EventLog log;
    private final Answers answers = new Answers();
    private final AlarmBoard board;
    private final Rejections rejections = new Rejections();
    private final GateBoard gates = new GateBoard();
    private final InputProcessor processor;
    private final BlockingQueue<List<InputRecord>> handOver = new ArrayBlockingQueue<>(HAND_OVER);
    private final InputJournal inputJournal;
    private final EngineLoop loop;
    private final Worker journalThread;
    private final Worker engineThread;
    private final long recovered;
    private final long recoveredToMs;
    private final long startedMs;
    private int epoch;
    private volatile Figures figures;

    private LiveEngine(Options options, LongSupplier clock, Journal inputs, Journal events, EngineListener listener)
            throws JournalException {
        this.options = options;
        this.inputs = inputs;
        this.events = events;
        log = new EventLog(events, options.drill());
        board = new AlarmBoard(log, gates, answers);
        PlateKey plates = PlateKey.of(options.home());
        processor =
                new InputProcessor(configurations(), log, new InputProcessor.Boards(board, rejections, gates), plates);
        long newestMs = recover();
        plates.makeIfMissing();
        recovered = inputs.lastSeq();
        this.clock = options.drill() ? clock : onward(clock, newestMs);
        startedMs = nowMs();
        recoveredToMs = newestMs == Long.MIN_VALUE ? startedMs : newestMs;
        inputJournal = new InputJournal(
                inputs, newestMs, handOver, InputJournal.Bounds.standard(), listener, this::engineIsWell);
        Ticker ticker = new Ticker(this.clock, inputJournal, options.drill());
        loop = new EngineLoop(handOver, processor, log, ticker, () -> {
            answers.durable();
            listener.eventsDurable();
        });
        journalThread = new Worker("journal", () -> inputJournal.doWork(50), listener::failed);
        engineThread = new Worker("engine", this::turn, listener::failed);
        figures = new Figures(0, 0, io.tocsin.ingest.Counts.none(), new io.tocsin.alarms.Engine.SampleCounts(0, 0, 0));
    }

    /** Opens the folder and brings the engine to where it stood; nothing is taken in yet. */
    public static LiveEngine open(Options options, LongSupplier clock, EngineListener listener)
            throws JournalException {
        Journal inputs = Journal.open(options.home().resolve("journal"), options.inputs());
        try {
            Journal events = Journal.open(options.home().resolve("events"), options.events());
            try {
                return new LiveEngine(options, clock, inputs, events, listener);
            } catch (JournalException | RuntimeException e) {
                events.close();
                throw e;
            }
        } catch (JournalException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    private long recover() throws JournalException {
        inputs.cut().forEach(cut -> LOG.warn("the journal's end was torn and was cut: {}", cut));
        events.cut().forEach(cut -> LOG.warn("the event log's end was torn and was cut: {}", cut));
        long newestMs = Long.MIN_VALUE;
        try (JournalReader reader = inputs.reader(1)) {
            while (reader.next()) {
                InputRecord input = InputRecord.of(reader.record());
                term(reader.record().epoch());
                newestMs = input.receiveTimeMs();
                processor.apply(input);
            }
            log.requireCaughtUp();
        } finally {
            log.endRecovery();
        }
        if (log.isDirty()) {
            log.force();
        }
        return newestMs;
    }

    private void term(int recordedEpoch) {
        if (recordedEpoch != epoch) {
            epoch = recordedEpoch;
            log.term(epoch);
        }
    }

    /**
     * Engine time never falls. Were the wall left behind the journal's newest record (it was set back while the engine
     * was away), no timer would fire until it had caught up, and silence would go unnoticed that long.
     */
    private static LongSupplier onward(LongSupplier shell, long newestMs) {
        long nowMs = shell.getAsLong();
        long behindMs = Math.max(newestMs, nowMs) - nowMs;
        if (behindMs > WORTH_A_WARNING_MS) {
            LOG.warn("the clock is {} ms behind the journal's newest input: engine time goes on from there", behindMs);
        }
        return () -> shell.getAsLong() + behindMs;
    }

    /** Begins to work under this configuration: a changed one takes over from the one before. */
    public void start(SiteReader.Result configured) {
        begin(configured);
        engineThread.start();
        journalThread.start();
    }

    /** The same without threads: whoever calls this turns the crank with {@link #step}. */
    void begin(SiteReader.Result configured) {
        Site site = configured.site().orElseThrow(() -> new IllegalArgumentException("expected a site without errors"));
        configurations().keep(site.hash(), configured.texts());
        term(epoch + 1);
        inputs.stamp(epoch, ConfigHash.of(site.hash()));
        boolean goesOn = processor.isConfigured();
        if (goesOn) {
            // Before a change of configuration, which moves time: the downtime would be taken for silence.
            started();
        }
        if (!goesOn || !processor.site().hash().equals(site.hash())) {
            byte[] hash = site.hash().getBytes(StandardCharsets.US_ASCII);
            inputJournal.submit(InputType.CONFIGURED, nowMs(), hash, () -> {});
        }
        if (!goesOn) {
            started();
        }
    }

    private void started() {
        if (!options.drill()) {
            inputJournal.submit(InputType.STARTED, nowMs(), NOTHING, () -> {});
        }
    }

    /** Makes durable what waits, and judges it; for a caller who has no threads running. */
    void step() throws Exception {
        inputJournal.doWork(0);
        turn();
    }

    private void turn() throws Exception {
        loop.doWork();
        if (processor.isConfigured()) {
            gates.inside(processor.engine());
            figures = new Figures(
                    processor.appliedSeq(),
                    log.produced(),
                    processor.counts(),
                    processor.engine().sampleCounts());
        }
    }

    private boolean engineIsWell() {
        return engineThread.isWell();
    }

    /** Epoch milliseconds by the engine's own clock, by which arrivals are stamped too. Any thread. */
    public long nowMs() {
        return clock.getAsLong();
    }

    // ---- inputs, from any thread ------------------------------------------------------------------------------------

    /**
     * Takes a message in; false, and nothing is taken, where too much waits already. Never blocks.
     *
     * @param durable called in order of arrival, on the journal thread, once the message is on disk
     */
    public boolean offer(Arrival arrival, Runnable durable) {
        InputType type = switch (arrival.kind()) {
            case LIVE -> InputType.MESSAGE;
            case RETAINED -> InputType.RETAINED;
            case OVERSIZE -> InputType.OVERSIZE;
        };
        byte[] payload = type == InputType.OVERSIZE ? withSize(arrival) : arrival.payload();
        return inputJournal.offer(type, arrival.receiveMs(), arrival.topic(), payload, durable);
    }

    private static byte[] withSize(Arrival arrival) {
        return ByteBuffer.allocate(Integer.BYTES + arrival.payload().length)
                .putInt(arrival.originalBytes())
                .put(arrival.payload())
                .array();
    }

    /** True where there is room again after a refusal. */
    public boolean hasRoom() {
        return inputJournal.hasRoom();
    }

    /**
     * Takes a command in, as JSON; completes when it is durable. Its answer comes through the event log; of one that is
     * too long only so much is kept as shows that.
     */
    public CompletableFuture<Void> command(byte[] json) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        byte[] kept = json.length <= CommandJson.BYTES_MAX ? json : Arrays.copyOf(json, CommandJson.BYTES_MAX + 1);
        inputJournal.submit(InputType.COMMAND, nowMs(), kept, () -> durable.complete(null));
        return durable;
    }

    /**
     * Takes a command of a person in who signed in at the console.
     *
     * @return what became of it, once that is durable; a {@link java.util.concurrent.TimeoutException} where it is not
     *     known in time: the same request id may be asked again
     */
    public CompletableFuture<Reply> act(Input.Command command) {
        CompletableFuture<Reply> answer = answers.await(command);
        inputJournal.submit(InputType.CONSOLE_COMMAND, nowMs(), CommandJson.write(command), () -> {});
        return answer;
    }

    /** The lists that were in force when the engine was opened, as {@link GateTexts#write}; none before the first. */
    public byte[] gateListsInForce() {
        return processor.listsInForce().clone();
    }

    /** Vehicles and reservations are others from now on; they must be sound. */
    public void gateLists(byte[] texts) {
        inputJournal.submit(InputType.GATE_LISTS, nowMs(), texts, () -> {});
    }

    /**
     * Somebody sends more than he may, or no longer does.
     *
     * @param durable called once this is on disk
     */
    public void rateExceeded(RateExcess excess, Runnable durable) {
        inputJournal.submit(InputType.RATE_EXCEEDED, nowMs(), excess.toBytes(), durable);
    }

    /** What waited at the broker has been taken in, or was waited for long enough: timers may fire. */
    public void drained() {
        inputJournal.submit(InputType.DRAINED, nowMs(), NOTHING, () -> {});
    }

    /**
     * In a drill, the data's own clock says what time it is; the first word of it starts the engine. False, and nothing
     * is taken, where too much waits already.
     */
    public boolean drillTime(long nowMs, boolean first, Runnable durable) {
        if (!first) {
            return inputJournal.offer(InputType.TICK, nowMs, "", NOTHING, durable);
        }
        inputJournal.submit(InputType.STARTED, nowMs, NOTHING, () -> {});
        inputJournal.submit(InputType.DRAINED, nowMs, NOTHING, durable);
        return true;
    }

    // ---- reading, from any thread -----------------------------------------------------------------------------------

    /** Reads the event log from a position on, durable records only; one reader per thread. */
    public JournalReader eventsFrom(long seq) throws JournalException {
        return events.reader(seq);
    }

    /** The durable inputs as the series pump follows them; one follower per thread. */
    public TelemetrySource telemetry() {
        return new TelemetryFollower(inputs, configurations());
    }

    private Configurations configurations() {
        return new Configurations(options.home().resolve("configurations"));
    }

    /** The oldest record of the event log that is held. */
    public long oldestEvent() {
        return events.firstSeq();
    }

    /** The newest record of the event log that is durable. */
    public long durableEvents() {
        return events.durableSeq();
    }

    public List<AlarmStatus> alarms() {
        return board.alarms();
    }

    /** Newest first. */
    public List<Rejection> rejections() {
        return rejections.newest();
    }

    /** The newest values as they stand now; waits a moment for them. Null before the first configuration. */
    public @Nullable Values freshValues() throws InterruptedException {
        return processor.freshValues();
    }

    /** The newest values, as old as the last call or one turn of the engine; null before the first configuration. */
    public @Nullable Values values() {
        return processor.values();
    }

    /** The newest passages but for duplicates, newest first; after a start those of the journal. */
    public List<JudgedPassage> passages() {
        return gates.passages();
    }

    /** Who is in the park, in the order in which it was heard of. */
    public List<VehicleInside> inside() {
        return gates.inside();
    }

    /** The newest of what key-site cameras saw, newest first. */
    public List<Input.CameraEvent> cameraEvents() {
        return gates.cameraEvents();
    }

    /** How many passages were worth this. */
    public long passages(Verdict verdict) {
        return gates.count(verdict);
    }

    /** How many events of cameras were heard. */
    public long cameraEventCount() {
        return gates.cameraEventCount();
    }

    public Figures figures() {
        return figures;
    }

    /** The newest durable input. */
    public long durableInputs() {
        return inputs.durableSeq();
    }

    /** How many inputs wait to be made durable. */
    public int queued() {
        return inputJournal.queued();
    }

    /** How much of the room for inputs that wait is used: 0 to 1. */
    public double queuedShare() {
        return inputJournal.queuedShare();
    }

    /** How long the oldest input has waited that the engine has not begun with. */
    public long oldestWaitMs() {
        return Math.max(0, nowMs() - Math.min(nowMs(), inputJournal.oldestMs()));
    }

    /** The time of the newest input that was read again at the start; that of the start where there was none. */
    public long recoveredToMs() {
        return recoveredToMs;
    }

    /** How many inputs were read again at the start. */
    public long recoveredInputs() {
        return recovered;
    }

    public List<Health.Part> health() {
        return List.of(part("journal", journalThread), part("engine", engineThread));
    }

    private Health.Part part(String name, Worker worker) {
        return new Health.Part(
                name, worker.isWell(), worker.isWell() ? "RUNNING" : "STOPPED", startedMs, worker.fault());
    }

    /** Takes nothing more in and judges what is durable; what was not made durable was not acknowledged. */
    public void stopThreads() {
        journalThread.stop();
        engineThread.stop();
        while (engineThread.fault().isEmpty() && !handOver.isEmpty()) {
            finish();
        }
    }

    private void finish() {
        try {
            loop.doWork();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handOver.clear();
        } catch (JournalException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder can be opened again afterwards. */
    @Override
    public void close() throws JournalException {
        try (inputs;
                events) {
            stopThreads();
        }
    }
}
