package io.tocsin.server.live;

import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.rules.gates.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What gates and cameras saw of late, and who is inside, for readers on other threads. Thread-safe; one writer. */
final class GateBoard {
    static final int KEPT = 1_000;

    private final Deque<JudgedPassage> passages = new ArrayDeque<>();
    private final Deque<Input.CameraEvent> cameraEvents = new ArrayDeque<>();
    private final AtomicLongArray byVerdict = new AtomicLongArray(Verdict.values().length);
    private final AtomicLong cameraEventCount = new AtomicLong();
    private volatile List<VehicleInside> inside = List.of();
    private long insideRevision;

    /** A duplicate is counted and not kept. */
    void passage(JudgedPassage passage) {
        byVerdict.incrementAndGet(index(passage.verdict()));
        if (passage.verdict() != Verdict.DUPLICATE) {
            add(passages, passage);
        }
    }

    void cameraEvent(Input.CameraEvent event) {
        cameraEventCount.incrementAndGet();
        add(cameraEvents, event);
    }

    /** Takes the register over where it became another since the last time. */
    void inside(io.tocsin.alarms.Engine engine) {
        if (engine.insideRevision() != insideRevision) {
            insideRevision = engine.insideRevision();
            inside = List.copyOf(engine.inside());
        }
    }

    private static <T> void add(Deque<T> newest, T one) {
        synchronized (newest) {
            newest.addFirst(one);
            if (newest.size() > KEPT) {
                newest.removeLast();
            }
        }
    }

    private static <T> List<T> copy(Deque<T> newest) {
        synchronized (newest) {
            return new ArrayList<>(newest);
        }
    }

    void write(StateWriter out) {
        List<JudgedPassage> seen = copy(passages);
        out.putInt(seen.size());
        seen.forEach(passage -> GateRecords.write(passage, out));
        List<Input.CameraEvent> heard = copy(cameraEvents);
        out.putInt(heard.size());
        heard.forEach(event -> GateRecords.write(event, out));
        for (Verdict verdict : Verdict.values()) {
            out.putLong(count(verdict));
        }
        out.putLong(cameraEventCount.get());
    }

    void read(StateReader in) {
        int seen = in.takeInt();
        for (int i = 0; i < seen; i++) {
            passages.addLast(GateRecords.readPassage(in));
        }
        int heard = in.takeInt();
        for (int i = 0; i < heard; i++) {
            cameraEvents.addLast(GateRecords.readCameraEvent(in));
        }
        for (Verdict verdict : Verdict.values()) {
            byVerdict.set(index(verdict), in.takeLong());
        }
        cameraEventCount.set(in.takeLong());
    }

    /** Newest first, as they were heard of. */
    List<JudgedPassage> passages() {
        return copy(passages);
    }

    /** Newest first, as they were heard of. */
    List<Input.CameraEvent> cameraEvents() {
        return copy(cameraEvents);
    }

    List<VehicleInside> inside() {
        return inside;
    }

    long count(Verdict verdict) {
        return byVerdict.get(index(verdict));
    }

    long cameraEventCount() {
        return cameraEventCount.get();
    }

    @SuppressWarnings("EnumOrdinal") // the place of a counter in this process, nothing that lasts
    private static int index(Verdict verdict) {
        return verdict.ordinal();
    }
}
