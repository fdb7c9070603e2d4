package io.tocsin.server.live;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Quality;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.server.picture.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The newest value of each tag, and when each gateway was last heard. Nothing is allocated per sample.
 *
 * <p>One thread writes: the engine's. Readers never touch these arrays: a reader asks ({@link #values()}), the engine's
 * thread makes a copy at the end of its turn and publishes it with one volatile write. So a copy is never torn, and
 * whoever sees it sees all that was written before it.
 */
final class LiveValues {
    private static final long PATIENCE_MS = 200;

    private Site site;
    private double[] value = {};
    /** Good or bad, as it came: a repeat is known by it. */
    private double[] newestValue = {};

    private byte[] quality = {};
    private long[] eventMs = {};
    private long[] receiveMs = {};
    private final Map<String, Gateway> gateways = new LinkedHashMap<>();
    private long engineTimeMs = Long.MIN_VALUE;
    private long newestReceiveMs = Long.MIN_VALUE;
    private volatile boolean wanted = true;
    /** Copies that were begun; written by the engine's thread alone. */
    private volatile long begun;

    private long publishedNumber;
    private volatile Values published;

    private static final class Gateway {
        private Values.Presence presence = Values.Presence.UNKNOWN;
        private long lastMs = -1;
    }

    LiveValues(Site site) {
        this.site = site;
        configured(site);
        published = copy();
    }

    /** Another configuration is in force: values go on by tag. */
    void configured(Site other) {
        Map<String, Integer> before = new LinkedHashMap<>();
        for (int i = 0; i < value.length; i++) {
            before.put(site.tags().get(i).id(), i);
        }
        double[] oldValue = value;
        double[] oldNewestValue = newestValue;
        byte[] oldQuality = quality;
        long[] oldEventMs = eventMs;
        long[] oldReceiveMs = receiveMs;
        allocate(other.tags().size());
        for (int i = 0; i < value.length; i++) {
            Integer at = before.get(other.tags().get(i).id());
            if (at != null) {
                value[i] = oldValue[at];
                newestValue[i] = oldNewestValue[at];
                quality[i] = oldQuality[at];
                eventMs[i] = oldEventMs[at];
                receiveMs[i] = oldReceiveMs[at];
            }
        }
        site = other;
        gateways.keySet()
                .retainAll(other.gateways().stream().map(Site.Gateway::id).toList());
        other.gateways().forEach(gateway -> gateways.putIfAbsent(gateway.id(), new Gateway()));
        wanted = true;
    }

    private void allocate(int tags) {
        value = new double[tags];
        Arrays.fill(value, Double.NaN);
        newestValue = new double[tags];
        Arrays.fill(newestValue, Double.NaN);
        quality = new byte[tags];
        Arrays.fill(quality, Values.NEVER);
        eventMs = new long[tags];
        Arrays.fill(eventMs, Long.MIN_VALUE);
        receiveMs = new long[tags];
        Arrays.fill(receiveMs, -1);
    }

    /**
     * A live sample. It moves what is shown exactly where the engine takes it ({@link io.tocsin.rules.Conditions#sample}):
     * a late one, or one that was too old when it came, moves nothing; a repeat is a sign of life. A bad one leaves the
     * last good value.
     */
    void sample(int tag, long effectiveMs, double newest, int newestQuality, long receivedMs) {
        boolean repeat = effectiveMs == eventMs[tag] && Double.compare(newest, newestValue[tag]) == 0;
        if (repeat) {
            heard(tag, receivedMs);
        } else if (effectiveMs > eventMs[tag]
                && receivedMs - effectiveMs <= site.tags().get(tag).maxAgeMs()) {
            heard(tag, receivedMs);
            take(tag, effectiveMs, newest, newestQuality);
        }
    }

    private void heard(int tag, long receivedMs) {
        receiveMs[tag] = receivedMs;
        newestReceiveMs = receivedMs;
    }

    private void take(int tag, long effectiveMs, double newest, int newestQuality) {
        eventMs[tag] = effectiveMs;
        newestValue[tag] = newest;
        Tag.Range range = site.tags().get(tag).range();
        boolean failed = range != null && (newest < range.failLow() || newest > range.failHigh());
        int known = failed ? Quality.BAD.code() : newestQuality;
        quality[tag] = (byte) known;
        if (Quality.isUsable(known) && Double.isFinite(newest)) {
            value[tag] = newest;
        }
    }

    void message(String gateway, long receivedMs) {
        Gateway known = gateways.get(gateway);
        if (known != null) {
            known.lastMs = receivedMs;
        }
    }

    void status(String gateway, boolean online, long receivedMs) {
        Gateway known = gateways.get(gateway);
        if (known != null) {
            known.presence = online ? Values.Presence.ONLINE : Values.Presence.OFFLINE;
            known.lastMs = online ? receivedMs : known.lastMs;
        }
    }

    void write(StateWriter out) {
        for (int tag = 0; tag < value.length; tag++) {
            out.putDouble(value[tag]);
            out.putDouble(newestValue[tag]);
            out.putByte(quality[tag]);
            out.putLong(eventMs[tag]);
            out.putLong(receiveMs[tag]);
        }
        gateways.values().forEach(gateway -> {
            out.putText(gateway.presence.name());
            out.putLong(gateway.lastMs);
        });
        out.putLong(newestReceiveMs);
    }

    /** What was written under the very same site. */
    void read(StateReader in) {
        for (int tag = 0; tag < value.length; tag++) {
            value[tag] = in.takeDouble();
            newestValue[tag] = in.takeDouble();
            quality[tag] = in.takeByte();
            eventMs[tag] = in.takeLong();
            receiveMs[tag] = in.takeLong();
        }
        gateways.values().forEach(gateway -> {
            gateway.presence = Values.Presence.valueOf(in.takeText());
            gateway.lastMs = in.takeLong();
        });
        newestReceiveMs = in.takeLong();
        wanted = true;
    }

    /** The engine's turn ends: whoever asked gets a copy. */
    void turnEnds(long nowEngineMs) {
        engineTimeMs = nowEngineMs;
        if (wanted) {
            // In this order: whoever asks from here on is given another copy, and can tell this one from it.
            wanted = false;
            long number = begun + 1;
            begun = number;
            publish(copy(), number);
        }
    }

    private synchronized void publish(Values newest, long number) {
        published = newest;
        publishedNumber = number;
        notifyAll();
    }

    private Values copy() {
        Map<String, Values.Heard> heard = new LinkedHashMap<>();
        gateways.forEach((id, gateway) -> heard.put(id, new Values.Heard(gateway.presence, gateway.lastMs)));
        return new Values(
                site,
                value.clone(),
                quality.clone(),
                eventMs.clone(),
                receiveMs.clone(),
                heard,
                engineTimeMs,
                newestReceiveMs);
    }

    /** Any thread: a copy begun after this call, unless the engine takes longer than a reader should wait. */
    synchronized Values fresh() throws InterruptedException {
        long enough = begun + 1;
        wanted = true;
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        for (long leftMs = PATIENCE_MS; publishedNumber < enough && leftMs > 0; ) {
            wait(leftMs);
            leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
        }
        return published;
    }

    /** Any thread: the newest copy, and a newer one is made at the end of the engine's turn. Never waits. */
    Values values() {
        Values newest = published;
        wanted = true;
        return newest;
    }
}
