package io.tocsin.ingest.mqtt;

import io.tocsin.ingest.Arrival;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An intake and listener that keeps all it gets; full, failing or acknowledging at once as the test says. */
final class Heard implements Intake, Listener {
    /** An arrival with what is owed for it. */
    record Taken(Arrival arrival, Ack ack) {
        String text() {
            return new String(arrival.payload(), StandardCharsets.UTF_8);
        }
    }

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<LinkStatus> states = new CopyOnWriteArrayList<>();
    final List<Boolean> sessionsMissing = new CopyOnWriteArrayList<>();
    final List<Integer> takeovers = new CopyOnWriteArrayList<>();
    volatile int room = Integer.MAX_VALUE;
    volatile boolean hasRoom = true;
    volatile boolean acknowledges;
    volatile @Nullable RuntimeException failure;
    volatile @Nullable CountDownLatch stuck;

    @Override
    public boolean offer(Arrival arrival, Ack ack) {
        RuntimeException toThrow = failure;
        if (toThrow != null) {
            throw toThrow;
        }
        blockWhileStuck();
        if (taken.size() >= room) {
            return false;
        }
        taken.add(new Taken(arrival, ack));
        if (acknowledges) {
            ack.acknowledge();
        }
        return true;
    }

    /** What an intake must not do: to see that the link outlives it. */
    private void blockWhileStuck() {
        CountDownLatch latch = stuck;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean hasRoom() {
        return hasRoom;
    }

    @Override
    public void changed(LinkStatus status) {
        states.add(status);
    }

    @Override
    public void sessionMissing(boolean first) {
        sessionsMissing.add(first);
    }

    @Override
    public void takeoverSuspected(int shortConnections) {
        takeovers.add(shortConnections);
    }

    List<String> texts() {
        return taken.stream().map(Taken::text).toList();
    }

    List<LinkState> path() {
        return states.stream().map(LinkStatus::state).toList();
    }
}
