package io.tocsin.server.http;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Marks;
import io.tocsin.server.picture.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        alarms();
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

    @SuppressWarnings("ReferenceEquality") // each transition makes another status, and only a transition does
    private void alarms() {
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
        for (String id : toldAlarms.keySet()) {
            if (!now.containsKey(id)) {
                send(views -> Messages.removed(id));
            }
        }
        toldAlarms = now;
        toldMarks = marks;
        if (!changed.isEmpty()) {
            send(views -> Messages.list("alarms", changed, views.marked(marks)));
        }
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
        if (!changed.isEmpty()) {
            send(views -> Messages.values(now, staleness, changed));
        }
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
        send(views -> Messages.list(name, fresh, shown.by(views)));
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
        all.snapshotStart(engine.nowMs(), toldValues);
        all.add(Messages.list(
                "alarms",
                toldAlarms.values().stream()
                        .filter(alarm -> alarm.state() != AlarmState.NORMAL)
                        .toList(),
                views.marked(toldMarks)));
        Values values = toldValues;
        if (values != null) {
            List<Integer> every = new ArrayList<>();
            for (int tag = 0; tag < values.site().tags().size(); tag++) {
                every.add(tag);
            }
            all.add(Messages.values(values, toldStaleness, every));
        }
        all.add(Messages.list("passages", passages.items(), (json, item) -> views.passage(json, (JudgedPassage) item)));
        all.add(Messages.list(
                "rejections", rejections.items(), (json, item) -> views.rejection(json, (Rejection) item)));
        all.add(Messages.list(
                "cameras", cameras.items(), (json, item) -> views.cameraEvent(json, (Input.CameraEvent) item)));
        all.snapshotEnd(engine.nowMs());
        return all.bytes();
    }

    private static Views views(Connection connection) {
        return new Views(connection.session().role().seesPlates());
    }

    @FunctionalInterface
    private interface Message {
        byte[] shownBy(Views views);
    }

    /** Written once for those who may see plates and once for those who may not. */
    private void send(Message message) {
        byte[] open = null;
        byte[] masked = null;
        for (Connection connection : connections) {
            Views views = views(connection);
            if (views.plates()) {
                open = open == null ? message.shownBy(views) : open;
                give(connection, open);
            } else {
                masked = masked == null ? message.shownBy(views) : masked;
                give(connection, masked);
            }
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
