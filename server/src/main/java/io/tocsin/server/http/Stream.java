package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Warning;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Marks;
import io.tocsin.server.picture.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live stream: one thread compares how things stand with how they stood, and tells every connection the difference.
 *
 * <p>What is told is always a state and never a step: whoever joins is given all that was told so far, in one bracket, and
 * from then on what everybody is given. So nothing can be missed or overtaken between the two. A connection that does not
 * take what it is given is closed, and comes back for a new bracket.
 */
final class Stream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stream.class);
    static final int CONNECTIONS_MAX = 64;
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BEAT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int NEWEST = 50;

    private final EngineView engine;
    private final SignIn accounts;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Queue<Connection> joining = new ConcurrentLinkedQueue<>();
    /** Those that read along and those that join. */
    private final AtomicInteger places = new AtomicInteger();

    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::run, "console-stream");
    private volatile boolean closing;

    private Map<String, AlarmStatus> toldAlarms = new LinkedHashMap<>();
    private List<Warning> toldWarnings = List.of();
    private List<OpenWindow> toldWindows = List.of();
    private final Map<Views, Silenced.Counts> toldCounts = new LinkedHashMap<>();
    private Map<String, Marks> toldMarks = Map.of();
    private Newest<Object> rejections = Newest.none();
    private Newest<Object> passages = Newest.none();
    private Newest<Object> cameras = Newest.none();
    private @Nullable Values toldValues;
    private Staleness toldStaleness = new Staleness(List.of());
    private long beatNs;

    /** What became of a message. */
    enum Taken {
        TAKEN,
        /** Nobody is there any more. */
        GONE,
        /** Too much waits already. */
        BEHIND
    }

    /** Whoever reads along. */
    interface Connection {
        Session session();

        /** Takes a message for later. Never blocks. */
        Taken offer(byte[] message);

        /** Ends it when it has what was taken. */
        void finish();

        /** Ends it at once. */
        void close();
    }

    Stream(EngineView engine, SignIn accounts) {
        this.engine = engine;
        this.accounts = accounts;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** False where too many read along already. */
    boolean join(Connection connection) {
        if (closing) {
            return false;
        }
        if (places.incrementAndGet() > CONNECTIONS_MAX) {
            places.decrementAndGet();
            return false;
        }
        joining.add(connection);
        if (closing) {
            connection.close();
        }
        wakeUp();
        return true;
    }

    void wakeUp() {
        LockSupport.unpark(thread);
    }

    int connections() {
        return connections.size();
    }

    /** Connections that were closed because they did not keep up. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        closing = true;
        wakeUp();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::close);
        joining.forEach(Connection::close);
    }

    private void run() {
        beatNs = System.nanoTime();
        while (!closing) {
            try {
                turn(System.nanoTime());
            } catch (RuntimeException e) {
                LOG.error("the live stream stumbled: every page starts anew", e);
                connections.forEach(this::end);
            }
            LockSupport.parkNanos(TURN_NS);
        }
    }

    /** One comparison; whoever joined meanwhile is given the bracket at its end. */
    void turn(long nowNs) {
        if (!connections.isEmpty() || !joining.isEmpty()) {
            boolean beat = nowNs - beatNs >= 0;
            compare(beat || connections.isEmpty());
            admit();
            if (beat) {
                beatNs = nowNs + BEAT_NS;
                beat();
            }
        }
    }

    // ---- changes ----------------------------------------------------------------------------------------------------

    private void compare(boolean valuesToo) {
        standing(alarms());
        if (valuesToo || toldValues == null) {
            values();
        }
        rejections = tell(
                "rejections",
                rejections,
                engine.rejections(),
                views -> (json, item) -> views.rejection(json, (Rejection) item));
        passages = tell(
                "passages",
                passages,
                engine.passages(),
                views -> (json, item) -> views.passage(json, (JudgedPassage) item));
        cameras = tell(
                "cameras",
                cameras,
                engine.cameraEvents(),
                views -> (json, item) -> views.cameraEvent(json, (Input.CameraEvent) item));
    }

    /** True where any is another than it was told. */
    @SuppressWarnings("ReferenceEquality") // each transition makes another status, and only a transition does
    private boolean alarms() {
        Map<String, AlarmStatus> now = new LinkedHashMap<>();
        List<AlarmStatus> changed = new ArrayList<>();
        Map<String, Marks> marks = engine.marks();
        for (AlarmStatus alarm : engine.alarms()) {
            String id = alarm.definition().id();
            now.put(id, alarm);
            if (toldAlarms.get(id) != alarm || !Objects.equals(toldMarks.get(id), marks.get(id))) {
                changed.add(alarm);
            }
        }
        boolean moved = !changed.isEmpty() || now.size() != toldAlarms.size();
        for (Map.Entry<String, AlarmStatus> told : toldAlarms.entrySet()) {
            if (!now.containsKey(told.getKey())) {
                send(views -> sight(views).alarm(told.getValue()) ? Messages.removed(told.getKey()) : null);
            }
        }
        toldAlarms = now;
        toldMarks = marks;
        send(views -> some("alarms", sight(views).alarms(changed), views.marked(marks)));
        return moved;
    }

    /** What is told whole whenever it changes: it is short. */
    private void standing(boolean alarmsMoved) {
        List<Warning> warnings = engine.warnings();
        if (!warnings.equals(toldWarnings)) {
            toldWarnings = warnings;
            send(this::warnings);
        }
        List<OpenWindow> windows = engine.windows();
        boolean windowsMoved = !windows.equals(toldWindows);
        if (windowsMoved) {
            toldWindows = windows;
            send(this::windows);
        }
        if (alarmsMoved || windowsMoved) {
            suppressed();
        }
    }

    private void suppressed() {
        Map<Views, Silenced.Counts> before = Map.copyOf(toldCounts);
        toldCounts.clear();
        connections.forEach(connection -> toldCounts.computeIfAbsent(views(connection), this::counts));
        send(views -> {
            Silenced.Counts counts = counts(views);
            return counts.equals(before.get(views)) ? null : Messages.suppressed(counts);
        });
    }

    private Silenced.Counts counts(Views views) {
        Silenced.Counts known = toldCounts.get(views);
        Sight sight = sight(views);
        return known != null
                ? known
                : new Silenced(sight.alarms(List.copyOf(toldAlarms.values())), sight.windows(toldWindows), 0).counts();
    }

    private byte[] warnings(Views views) {
        return Messages.list("warnings", sight(views).warnings(toldWarnings), EventJson::warning);
    }

    private byte[] windows(Views views) {
        Silenced silenced = new Silenced(List.of(), sight(views).windows(toldWindows), engine.nowMs());
        return Messages.list("windows", silenced.windows(), silenced::window);
    }

    private Sight sight(Views views) {
        return views.sight(toldValues);
    }

    /** Null where there is nothing to tell. */
    private static <T> byte @Nullable [] some(String event, List<T> items, Views.Item<T> item) {
        return items.isEmpty() ? null : Messages.list(event, items, item);
    }

    private void values() {
        Values now = connections.isEmpty() ? fresh() : engine.values();
        if (now == null) {
            return;
        }
        Values before = toldValues;
        Staleness staleness = new Staleness(toldAlarms.values());
        List<Integer> changed = new ArrayList<>();
        for (int tag = 0; tag < now.site().tags().size(); tag++) {
            if (before == null
                    || !now.isSame(tag, before)
                    || staleness.isStale(now, tag) != toldStaleness.isStale(before, tag)) {
                changed.add(tag);
            }
        }
        toldValues = now;
        toldStaleness = staleness;
        if (before != null && !before.site().hash().equals(now.site().hash())) {
            send(views -> Messages.park(now));
        }
        send(views -> {
            List<Integer> seen = changed.stream()
                    .filter(tag -> sight(views).tag(now.site().tags().get(tag)))
                    .toList();
            return seen.isEmpty() ? null : Messages.values(now, staleness, seen);
        });
    }

    /** Nobody read along: the newest copy may be as old as the last reader. */
    private @Nullable Values fresh() {
        try {
            return engine.freshValues();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The newest of a list that grows at its head: what was told last is found again by its identity. */
    private record Newest<T>(List<T> items) {
        static <T> Newest<T> none() {
            return new Newest<>(List.of());
        }

        List<T> since(List<? extends T> now) {
            List<T> fresh = new ArrayList<>();
            T last = items.isEmpty() ? null : items.get(0);
            for (T item : now) {
                if (item == last || fresh.size() == NEWEST) {
                    break;
                }
                fresh.add(item);
            }
            return fresh;
        }
    }

    @FunctionalInterface
    private interface Shown {
        Views.Item<Object> by(Views views);
    }

    private Newest<Object> tell(String name, Newest<Object> before, List<?> newestFirst, Shown shown) {
        List<Object> fresh = before.since(newestFirst);
        if (fresh.isEmpty()) {
            return before;
        }
        send(views -> views.scope().isWholePark() ? Messages.list(name, fresh, shown.by(views)) : null);
        return new Newest<>(List.copyOf(newestFirst.subList(0, Math.min(NEWEST, newestFirst.size()))));
    }

    private void beat() {
        byte[] message = Messages.beat(engine);
        for (Connection connection : connections) {
            if (accounts.session(connection.session().id()).isEmpty()) {
                give(connection, Messages.signedOut());
                leave(connection);
                connection.finish();
            } else {
                give(connection, message);
            }
        }
    }

    // ---- connections ------------------------------------------------------------------------------------------------

    private void admit() {
        for (Connection connection = joining.poll(); connection != null; connection = joining.poll()) {
            connections.add(connection);
            give(connection, bracket(views(connection)));
        }
    }

    private byte[] bracket(Views views) {
        Messages all = new Messages();
        Sight sight = sight(views);
        all.snapshotStart(engine.nowMs(), toldValues);
        all.add(Messages.list(
                "alarms",
                sight.alarms(List.copyOf(toldAlarms.values())).stream()
                        .filter(Messages::isShown)
                        .toList(),
                views.marked(toldMarks)));
        Values values = toldValues;
        if (values != null) {
            all.add(Messages.values(values, toldStaleness, sight.tags()));
        }
        all.add(warnings(views));
        all.add(windows(views));
        all.add(Messages.suppressed(counts(views)));
        toldCounts.put(views, counts(views));
        all.add(Messages.list(
                "passages", sight.park(passages.items()), (json, item) -> views.passage(json, (JudgedPassage) item)));
        all.add(Messages.list(
                "rejections", sight.park(rejections.items()), (json, item) -> views.rejection(json, (Rejection) item)));
        all.add(Messages.list(
                "cameras",
                sight.park(cameras.items()),
                (json, item) -> views.cameraEvent(json, (Input.CameraEvent) item)));
        all.snapshotEnd(engine.nowMs());
        return all.bytes();
    }

    private static Views views(Connection connection) {
        return Views.of(connection.session());
    }

    @FunctionalInterface
    private interface Message {
        /** Null where there is nothing for whoever sees so much. */
        byte @Nullable [] shownBy(Views views);
    }

    /** Written once for all who see the same. */
    private void send(Message message) {
        Map<Views, Optional<byte[]>> written = new HashMap<>();
        for (Connection connection : connections) {
            written.computeIfAbsent(views(connection), views -> Optional.ofNullable(message.shownBy(views)))
                    .ifPresent(bytes -> give(connection, bytes));
        }
    }

    private void give(Connection connection, byte[] message) {
        Taken taken = connection.offer(message);
        if (taken == Taken.BEHIND) {
            dropped.incrementAndGet();
        }
        if (taken != Taken.TAKEN) {
            end(connection);
        }
    }

    private void end(Connection connection) {
        leave(connection);
        connection.close();
    }

    private void leave(Connection connection) {
        if (connections.remove(connection)) {
            places.decrementAndGet();
        }
    }
}
