package io.tocsin.server.live;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.HandOver;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.Rejection;
import io.tocsin.ingest.series.TelemetrySource;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Snapshots;
import io.tocsin.journal.Storage;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.rules.gates.Verdict;
import io.tocsin.server.events.CommandJson;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.events.Operators;
import io.tocsin.server.picture.Figures;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Load;
import io.tocsin.server.picture.Marks;
import io.tocsin.server.picture.NotDurable;
import io.tocsin.server.picture.Values;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
    private static final String KAFKA = "kafka";
    /** However little comes in, the engine looks at its clock so often. */
    private static final long LONGEST_WAIT_MS = 50;
    /** Groups between the threads; few, for a group may be large. */
    private static final int HAND_OVER = 8;

    /**
     * Where and how.
     *
     * @param home the folder that holds everything
     * @param drill true where the clock comes with the data and nothing may be taken for live
     * @param journal how the journal and the event log are written
     * @param retention how long they are kept
     */
    public record Options(Path home, boolean drill, Settings.Journal journal, Settings.Retention retention) {
        /** The largest payload that a site may allow, and its topic. A writer holds a buffer of this size. */
        private static final int INPUT_BYTES_MAX = (16 << 20) + (64 << 10) + Integer.BYTES;

        private static final int EVENT_BYTES_MAX = 2 << 20;

        /** Kept as a site that says nothing keeps it. */
        public Options(Path home, boolean drill, long segmentBytes) {
            this(
                    home,
                    drill,
                    new Settings.Journal(
                            segmentBytes, Settings.defaults().journal().snapshotEveryMs()),
                    Settings.defaults().retention());
        }

        private Journal.Options inputs() {
            return new Journal.Options(0, journal.segmentBytes(), INPUT_BYTES_MAX);
        }

        private Journal.Options events() {
            return new Journal.Options(0, journal.segmentBytes(), EVENT_BYTES_MAX);
        }
    }

    /**
     * What time it is.
     *
     * @param shell epoch milliseconds that no setting of the host's clock moves; in a drill the data's own time
     * @param wall the host's clock as it stands
     */
    public record Clocks(LongSupplier shell, LongSupplier wall) {}

    /** A configuration that was taken, and when. */
    public record Configuration(Configured configured, long sinceMs) {}

    private final Options options;
    private final LongSupplier shell;
    private final Journal inputs;
    private final Journal events;
    private final EventLog log;
    private final Answers answers = new Answers();
    private final AlarmLoad load;
    private final Marking marking = new Marking();
    private final AlarmBoard board;
    private final Rejections rejections = new Rejections();
    private final GateBoard gates = new GateBoard();
    private final Watermarks watermarks = new Watermarks(System::nanoTime);
    private final InputProcessor processor;
    private final BlockingQueue<InputGroup> handOver = new ArrayBlockingQueue<>(HAND_OVER);
    private final InputJournal inputJournal;
    private final EngineLoop loop;
    private final ClockWatch clockWatch;
    private final PlatformFaults faults;
    private final Housekeeping.Kept keptInputs;
    private final Housekeeping.Kept keptEvents;
    private final Housekeeping house;
    private final Worker journalThread;
    private final Worker engineThread;
    private final Worker houseThread;
    private final Recovery.Found recovered;
    private final long startedMs;
    private int epoch;
    private boolean startedThreads;

    /** Of the configuration that was taken last, whether or not the engine has come to it. */
    private String newestHash = "";

    private volatile Annunciation newestRules = Annunciation.NONE;

    private volatile Figures figures;

    private LiveEngine(Options options, Clocks clocks, Opened opened, EngineListener listener) throws JournalException {
        this.options = options;
        shell = clocks.shell();
        inputs = opened.inputs();
        events = opened.events();
        log = new EventLog(events, options.drill());
        if (opened.older()) {
            log.ofAnOlderProgram();
        }
        load = new AlarmLoad(options.drill());
        board = new AlarmBoard(log, gates, answers, load);
        PlateKey plates = PlateKey.of(options.home());
        processor = new InputProcessor(
                configurations(), log, new InputProcessor.Boards(board, rejections, gates, watermarks), plates);
        recovered = new Recovery(inputs, events, opened.snapshots(), processor, log).run(this::toldBefore);
        load.begin();
        epoch = recovered.epoch();
        plates.makeIfMissing();
        DataFormat.write(options.home());
        faults = new PlatformFaults(board.alarms(), this::submitFault);
        clockWatch = new ClockWatch(clocks, processor, this::submitAdjustment, faults);
        long aheadMs = options.drill() ? 0 : clockWatch.start(recovered.newestMs());
        inputJournal = new InputJournal(
                inputs,
                new InputJournal.Time(recovered.newestMs(), aheadMs),
                handOver,
                InputJournal.Bounds.standard(),
                new EngineSide(listener),
                faults);
        Settings.Retention kept = options.retention();
        keptInputs = new Housekeeping.Kept(
                inputs, new Retention.Limits(kept.journalBytes(), kept.journalMs()), this::inputsLost);
        keptEvents =
                new Housekeeping.Kept(events, new Retention.Limits(kept.eventsBytes(), kept.eventsMs()), none -> {});
        house = new Housekeeping(
                opened.snapshots(), keptInputs, keptEvents, options.journal().snapshotEveryMs(), this::nowMs);
        house.goesOnFrom(recovered.from(), recovered.fromEvent());
        startedMs = nowMs();
        Ticker ticker = new Ticker(this::nowMs, () -> submit(InputType.TICK, NOTHING), options.drill());
        loop = new EngineLoop(handOver, processor, log, ticker, house, faults, new Tell(listener));
        journalThread = new Worker("journal", () -> inputJournal.doWork(50), listener::failed);
        engineThread = new Worker("engine", () -> turn(LONGEST_WAIT_MS), listener::failed);
        houseThread = new Worker("housekeeping", house::doWork, listener::failed);
        figures = new Figures(0, 0, io.tocsin.ingest.Counts.none(), new io.tocsin.alarms.Engine.SampleCounts(0, 0, 0));
    }

    /**
     * The files of one engine.
     *
     * @param older true where a program wrote them that judges otherwise
     */
    private record Opened(Journal inputs, Journal events, Snapshots snapshots, boolean older) {}

    /** Opens the folder and brings the engine to where it stood; nothing is taken in yet. */
    public static LiveEngine open(Options options, LongSupplier clock, EngineListener listener)
            throws JournalException {
        return open(options, new Clocks(clock, clock), listener);
    }

    /** As {@link #open(Options, LongSupplier, EngineListener)}, with a clock that may be set. */
    public static LiveEngine open(Options options, Clocks clocks, EngineListener listener) throws JournalException {
        return open(options, clocks, listener, Storage::folder);
    }

    /** @param disk where a folder really is: tests have one that fails */
    static LiveEngine open(Options options, Clocks clocks, EngineListener listener, Function<Path, Storage> disk)
            throws JournalException {
        boolean older = DataFormat.require(options.home()) < DataFormat.CURRENT;
        Journal inputs = Journal.open(disk.apply(options.home().resolve("journal")), options.inputs());
        try {
            Journal events = Journal.open(disk.apply(options.home().resolve("events")), options.events());
            try {
                Snapshots snapshots = Snapshots.open(disk.apply(options.home().resolve("snapshots")));
                return new LiveEngine(options, clocks, new Opened(inputs, events, snapshots, older), listener);
            } catch (JournalException | RuntimeException e) {
                events.close();
                throw e;
            }
        } catch (JournalException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    private void toldBefore(long last) throws JournalException {
        load.rebuild(events, last, processor.appliedMs(), board.alarms());
    }

    private void term(int newEpoch) {
        epoch = newEpoch;
        processor.term(epoch);
    }

    // ---- what the engine says of itself -----------------------------------------------------------------------------

    private void submitFault(byte[] payload) {
        submit(InputType.PLATFORM_FAULT, payload);
    }

    private void submitAdjustment(long deltaMs) {
        byte[] payload = ByteBuffer.allocate(Long.BYTES).putLong(deltaMs).array();
        submit(InputType.CLOCK_ADJUSTED, payload);
    }

    private void submit(InputType type, byte[] payload) {
        inputJournal.submit(type, shell.getAsLong(), payload, () -> {});
    }

    private void inputsLost(long records) {
        LOG.error("{} inputs had to be deleted that the store of series has not had", records);
        faults.happened(Part.SERIES_LOST);
    }

    /** The engine's end of the hand-over, for the journal's thread. */
    private final class EngineSide implements InputJournal.Engine {
        private final EngineListener listener;

        EngineSide(EngineListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean isWell() {
            return engineThread.isWell();
        }

        @Override
        public long undurableSamples() {
            return processor.undurableSamples();
        }

        @Override
        public boolean isSettled() {
            return loop.isSettled();
        }

        @Override
        public void forced(int records, long nanos) {
            listener.forced(records, nanos);
        }
    }

    private final class Tell implements EngineLoop.Told {
        private final EngineListener listener;

        Tell(EngineListener listener) {
            this.listener = listener;
        }

        @Override
        public void durable() {
            answers.durable();
            listener.eventsDurable();
        }

        @Override
        public void said() {
            listener.eventsSaid();
        }
    }

    /** Begins to work under this configuration: a changed one takes over from the one before. */
    public void start(SiteReader.Result configured) {
        begin(configured);
        engineThread.start();
        journalThread.start();
        houseThread.start();
        startedThreads = true;
    }

    /** The same without threads: whoever calls this turns the crank with {@link #step}. */
    void begin(SiteReader.Result configured) {
        Site site = siteOf(configured);
        term(epoch + 1);
        boolean goesOn = processor.isConfigured();
        newestHash = goesOn ? processor.site().hash() : "";
        inputJournal.term(epoch, ConfigHash.of(goesOn ? newestHash : site.hash()));
        if (goesOn) {
            // Before a change of configuration, which moves time: the downtime would be taken for silence.
            started();
        }
        take(configured, new Input.Principal(System.getProperty("user.name", ""), "start"), () -> {});
        if (!goesOn) {
            started();
        }
    }

    private static Site siteOf(SiteReader.Result configured) {
        return configured.site().orElseThrow(() -> new IllegalArgumentException("expected a site without errors"));
    }

    /**
     * Goes on under another site, with everything kept that it still names; one that is in force already changes nothing.
     * Any thread.
     *
     * @param by who took it, and whether from the files as they were found or at the console
     * @return completes when it is durable: it decides about all that is taken in from then on
     */
    public CompletableFuture<Void> reconfigure(SiteReader.Result configured, Input.Principal by) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        if (!take(configured, by, () -> durable.complete(null))) {
            durable.complete(null);
        }
        return durable;
    }

    /** The texts first: whoever reads the record must find them. One at a time, in the order of the records. */
    private synchronized boolean take(SiteReader.Result configured, Input.Principal by, Runnable durable) {
        String hash = siteOf(configured).hash();
        newestRules = siteOf(configured).annunciation();
        configurations().keep(hash, configured.texts());
        if (hash.equals(newestHash)) {
            return false;
        }
        newestHash = hash;
        inputJournal.submit(InputType.CONFIGURED, arrivalMs(), new Configured(hash, by).bytes(), durable);
        return true;
    }

    private void started() {
        if (!options.drill()) {
            submit(InputType.STARTED, NOTHING);
        }
    }

    /** Makes durable what waits, and judges it; for a caller who has no threads running. */
    void step() throws Exception {
        inputJournal.doWork(0);
        turn(0);
    }

    /** Writes down how things stand; for a caller who has no threads running. */
    void keepSnapshot() {
        loop.keepLast();
    }

    /** Deletes what nobody needs any more; for a caller who has no threads running. */
    void tidyUp() {
        house.retain();
    }

    /** All that decides about the future, as bytes. For the engine's thread. */
    byte[] stateNow() {
        return processor.snapshot().content();
    }

    private void turn(long longestWaitMs) throws Exception {
        loop.doWork(longestWaitMs);
        if (!options.drill()) {
            clockWatch.look();
        }
        if (processor.isConfigured()) {
            gates.inside(processor.engine());
            figures = new Figures(
                    processor.appliedSeq(),
                    log.produced(),
                    processor.counts(),
                    processor.engine().sampleCounts());
        }
    }

    /** Epoch milliseconds as the engine counts them now. Any thread. */
    public long nowMs() {
        return shell.getAsLong() + inputJournal.adjustedMs();
    }

    /** By which arrivals are stamped: epoch milliseconds that no setting of the host's clock moves. Any thread. */
    public long arrivalMs() {
        return shell.getAsLong();
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

    /** As {@link #command(byte[], Operators)}, whoever it names. */
    public CompletableFuture<Void> command(byte[] json) {
        return command(json, Operators.DECLARED);
    }

    /**
     * Takes a command in as it came from Kafka; completes when it is durable. Its answer comes through the event log; of one
     * that is too long only so much is kept as shows that.
     *
     * @param operators say what whoever it names may do: that is journaled with it
     */
    public CompletableFuture<Void> command(byte[] json, Operators operators) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        if (!inputJournal.isDurable()) {
            durable.completeExceptionally(new NotDurable());
            return durable;
        }
        long nowMs = arrivalMs();
        Input.Command command = CommandJson.parse(json, KAFKA, nowMs).command();
        if (command == null) {
            byte[] kept = json.length <= CommandJson.BYTES_MAX ? json : Arrays.copyOf(json, CommandJson.BYTES_MAX + 1);
            inputJournal.submit(InputType.NOT_UNDERSTOOD, nowMs, kept, () -> durable.complete(null));
        } else {
            Input.Principal who = operators.named(command.principal().operator(), KAFKA, rules());
            byte[] known = CommandJson.write(CommandJson.of(command, who));
            inputJournal.submit(InputType.COMMAND, nowMs, known, () -> durable.complete(null));
        }
        return durable;
    }

    /**
     * Takes a command of a person in who signed in at the console.
     *
     * @return what became of it, once that is durable; a {@link java.util.concurrent.TimeoutException} where it is not
     *     known in time: the same request id may be asked again
     */
    public CompletableFuture<Reply> act(Input.Command command) {
        if (!inputJournal.isDurable()) {
            return CompletableFuture.failedFuture(new NotDurable());
        }
        CompletableFuture<Reply> answer = answers.await(command);
        submit(InputType.COMMAND, CommandJson.write(command));
        return answer;
    }

    /** How people are told, by the configuration that was taken last. Any thread. */
    public Annunciation rules() {
        return newestRules;
    }

    /** The lists that were in force when the engine was opened, as {@link GateTexts#write}; none before the first. */
    public byte[] gateListsInForce() {
        return processor.listsInForce().clone();
    }

    /** Vehicles and reservations are others from now on; they must be sound. */
    public void gateLists(byte[] texts) {
        submit(InputType.GATE_LISTS, texts);
    }

    /**
     * Somebody sends more than he may, or no longer does.
     *
     * @param durable called once this is on disk
     */
    public void rateExceeded(RateExcess excess, Runnable durable) {
        inputJournal.submit(InputType.RATE_EXCEEDED, arrivalMs(), excess.toBytes(), durable);
    }

    /** What waited at the broker has been taken in, or was waited for long enough: timers may fire. */
    public void drained() {
        submit(InputType.DRAINED, NOTHING);
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

    /** The newest early warning of each unit, each enterprise and the park. */
    public List<Warning> warnings() {
        return board.warnings();
    }

    /** Times in which work is done, planned or begun, in the order in which they were asked for. */
    public List<OpenWindow> windows() {
        return board.windows();
    }

    /** Who has the watch at each position where somebody said so. */
    public List<HandOver> watches() {
        return board.watches();
    }

    /** What people are bothered with, as the event stream tells it. */
    public AlarmLoad load() {
        return load;
    }

    /** What people are bothered with now; null before the first configuration. */
    public @Nullable Load loadNow() {
        Values values = processor.values();
        return values == null ? null : picture(values).load();
    }

    /** What lists show of alarms beside their states, by alarm id; those that have nothing are left out. */
    public Map<String, Marks> marks() {
        Values values = processor.values();
        return values == null
                ? Map.of()
                : marking.at(load.changes(), nowMs(), () -> picture(values).marks());
    }

    private LoadPicture picture(Values values) {
        return new LoadPicture(load, board.alarms(), values.site(), nowMs(), options.drill());
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

    /** What gateways are to be told of how much of theirs is durable. */
    public Watermarks watermarks() {
        return watermarks;
    }

    /** The configuration that decides now; null before the first. */
    public @Nullable Configuration configuration() {
        return processor.configuration();
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

    /** False where nothing was ever taken in before this start. */
    public boolean hasPast() {
        return recovered.newestMs() != Long.MIN_VALUE;
    }

    /** Everybody who reads the logs is known: what nobody needs any more may be deleted from now on. */
    public void deleteOld() {
        house.mayDelete();
    }

    /** How much of the room for inputs that wait is used: 0 to 1. */
    public double queuedShare() {
        return inputJournal.queuedShare();
    }

    /** How long the oldest input has waited that the engine has not begun with. */
    public long oldestWaitMs() {
        return Math.max(0, arrivalMs() - Math.min(arrivalMs(), inputJournal.oldestMs()));
    }

    /** The time of the newest input that was read again at the start; that of the start where there was none. */
    public long recoveredToMs() {
        return hasPast() ? recovered.newestMs() : startedMs;
    }

    /** The newest input that stood in the snapshot from which the start went on; 0 where there was none. */
    public long restoredInputs() {
        return recovered.from();
    }

    /** How many inputs were read again at the start. */
    public long recoveredInputs() {
        return recovered.read();
    }

    /** What is wrong with the platform itself is said here. */
    public PlatformFaults faults() {
        return faults;
    }

    /** False while the disk takes nothing: inputs are judged, counted, and would be lost with this process. */
    public boolean isDurable() {
        return inputJournal.isDurable() && !log.isWaiting();
    }

    /** Inputs since the start that were judged and stand in no journal. */
    public long undurableInputs() {
        return inputJournal.undurable();
    }

    /** Samples since the start that were judged and stand in no journal. */
    public long undurableSamples() {
        return processor.undurableSamples();
    }

    /** The record behind which the newest snapshot stands. */
    public long snapshotSeq() {
        return house.keptSeq();
    }

    /** The oldest input held. */
    public long oldestInput() {
        return inputs.firstSeq();
    }

    /** True where the journal is nearly as large as it may be, and somebody has not had all of it. */
    public boolean isJournalNearlyFull() {
        return house.isNearlyFull();
    }

    /** Somebody follows the inputs: they stay, within the journal's size, until this record says that he had them. */
    public void inputsReadBy(LongSupplier position) {
        keptInputs.readBy(position);
    }

    /** Somebody follows the event log: its records stay until this position says that he had them. */
    public void eventsReadBy(LongSupplier position) {
        keptEvents.readBy(position);
    }

    public List<Health.Part> health() {
        return List.of(part("journal", journalThread), part("engine", engineThread), durability());
    }

    private Health.Part durability() {
        boolean ok = isDurable();
        String lost = ok ? "" : undurableInputs() + " inputs were judged and not kept";
        return new Health.Part("durability", ok, ok ? "DURABLE" : "NOT_DURABLE", startedMs, lost);
    }

    private Health.Part part(String name, Worker worker) {
        return new Health.Part(
                name, worker.isWell(), worker.isWell() ? "RUNNING" : "STOPPED", startedMs, worker.fault());
    }

    /** Takes nothing more in and judges what is durable; what was not made durable was not acknowledged. */
    public void stopThreads() {
        journalThread.stop();
        engineThread.stop();
        houseThread.stop();
        while (engineThread.fault().isEmpty() && !handOver.isEmpty()) {
            finish();
        }
        if (engineThread.fault().isEmpty() && startedThreads) {
            startedThreads = false;
            loop.keepLast();
        }
    }

    private void finish() {
        try {
            loop.doWork(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handOver.clear();
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
