package io.tocsin.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue of metrics and what each decides where a tag does not say it itself. Open: a name that is not listed
 * here is watched like {@link #OTHER}. All numbers are our choice, none is a regulation.
 */
public enum Metric {
    LEVEL(Kind.PROCESS),
    PRESSURE(Kind.PROCESS),
    TEMPERATURE(Kind.PROCESS),
    FLOW(Kind.PROCESS),
    GAS(Kind.DETECTOR),
    /** Of water, by an electrode in the stream: as quick as any transmitter, unlike {@link #WATER}. */
    PH(Kind.PROCESS),
    /** Of water, by an electrode in the stream. */
    CONDUCTIVITY(Kind.PROCESS),
    /** COD, ammonia nitrogen and the like: an analyser gives one result an hour or two. */
    WATER(Kind.ANALYSER),
    CONCENTRATION(Kind.ANALYSER),
    COMPOSITION(Kind.ANALYSER),
    VALVE(Kind.DISCRETE),
    BYPASS(Kind.DISCRETE),
    SWITCH(Kind.TRIP),
    TRIP(Kind.TRIP),
    WEATHER(Kind.SLOW),
    ENERGY(Kind.SLOW),
    /** A bare number, as in a recording: the only metric that is not watched for silence and bad quality by itself. */
    VALUE(Kind.BARE),
    /** Stands for every name that is not in the catalogue. */
    OTHER(Kind.SLOW);

    private final Kind kind;

    Metric(Kind kind) {
        this.kind = kind;
    }

    /** What metrics of one kind have in common. */
    private enum Kind {
        PROCESS(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(10)),
        DETECTOR(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ZERO),
        ANALYSER(Duration.ofHours(3), Duration.ofHours(3), Duration.ZERO),
        DISCRETE(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ZERO),
        TRIP(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ZERO),
        SLOW(Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofSeconds(10)),
        BARE(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ZERO);

        private final long staleTimeoutMs;
        private final long maxAgeMs;
        private final long badDelayMs;

        Kind(Duration staleTimeout, Duration maxAge, Duration badDelay) {
            this.staleTimeoutMs = staleTimeout.toMillis();
            this.maxAgeMs = maxAge.toMillis();
            this.badDelayMs = badDelay.toMillis();
        }
    }

    /** The entry of a name, {@link #OTHER} for a name that has none. */
    public static Metric of(String name) {
        return known(name).orElse(OTHER);
    }

    static Optional<Metric> known(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric != OTHER && metric.name().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values())
                .filter(metric -> metric != OTHER)
                .map(Metric::name)
                .toList();
    }

    /** Silence for so long is STALE, unless the tag says otherwise or is expected more rarely. */
    public long staleTimeoutMs() {
        return kind.staleTimeoutMs;
    }

    /** Older than this on arrival, a sample is history. */
    public long maxAgeMs() {
        return kind.maxAgeMs;
    }

    /** On-delay and off-delay of BAD: a flicker of the quality shorter than this bothers nobody. */
    public long badDelayMs() {
        return kind.badDelayMs;
    }

    /** True where a tag with any condition gets STALE and BAD without asking. */
    public boolean watchedByDefault() {
        return kind != Kind.BARE;
    }

    /** True where limits latch by default. */
    public boolean limitsLatch() {
        return kind == Kind.DETECTOR;
    }

    /** True where STATE latches by default, and raises on a bad sample by default. */
    public boolean stateLatches() {
        return kind == Kind.TRIP;
    }
}
