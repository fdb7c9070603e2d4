package io.tocsin.server.picture;

import io.tocsin.config.Site;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was newest of each tag at one moment, by index into {@link Site#tags()}. Never changes; safe to share. */
public final class Values {
    /** {@link #quality} of a tag that was never heard. */
    public static final byte NEVER = -1;

    /** What a gateway said of itself. */
    public enum Presence {
        ONLINE,
        OFFLINE,
        UNKNOWN
    }

    /** @param lastMs when a message of it was last received; -1 = never */
    public record Heard(Presence presence, long lastMs) {}

    private final Site site;
    private final double[] value;
    private final byte[] quality;
    private final long[] eventMs;
    private final long[] receiveMs;
    private final Map<String, Heard> gateways;
    private final long engineTimeMs;
    private final long newestReceiveMs;

    public Values(
            Site site,
            double[] value,
            byte[] quality,
            long[] eventMs,
            long[] receiveMs,
            Map<String, Heard> gateways,
            long engineTimeMs,
            long newestReceiveMs) {
        this.site = site;
        this.value = value;
        this.quality = quality;
        this.eventMs = eventMs;
        this.receiveMs = receiveMs;
        this.gateways = Collections.unmodifiableMap(new LinkedHashMap<>(gateways));
        this.engineTimeMs = engineTimeMs;
        this.newestReceiveMs = newestReceiveMs;
    }

    /** The configuration that the indexes belong to. */
    public Site site() {
        return site;
    }

    /** The last good value; NaN where there was none. */
    public double value(int tag) {
        return value[tag];
    }

    /** {@link io.tocsin.rules.Quality#code()} of the newest sample, or {@link #NEVER}. */
    public byte quality(int tag) {
        return quality[tag];
    }

    /** Effective time of the newest sample; meaningless where never heard. */
    public long eventMs(int tag) {
        return eventMs[tag];
    }

    /** Receipt of the newest sample; -1 where never heard. */
    public long receiveMs(int tag) {
        return receiveMs[tag];
    }

    /** By gateway id, in the order of the site. */
    public Map<String, Heard> gateways() {
        return gateways;
    }

    /** Receipt of the newest input that was judged; {@link Long#MIN_VALUE} before the first. */
    public long engineTimeMs() {
        return engineTimeMs;
    }

    /** Receipt of the newest live sample; {@link Long#MIN_VALUE} before the first. */
    public long newestReceiveMs() {
        return newestReceiveMs;
    }

    /** True where a tag stands as it stood in another picture of the same site. */
    @SuppressWarnings("ReferenceEquality") // a site is taken once and handed on
    public boolean isSame(int tag, Values other) {
        return site == other.site
                && receiveMs[tag] == other.receiveMs[tag]
                && eventMs[tag] == other.eventMs[tag]
                && quality[tag] == other.quality[tag]
                && Double.compare(value[tag], other.value[tag]) == 0;
    }
}
