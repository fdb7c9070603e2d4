package io.tocsin.ingest;

import io.tocsin.config.Rate;
import io.tocsin.config.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may send how much: an allowance for each gateway of the site, one for all other gateways together, one for all
 * gates and one for all cameras. It stands before the queue, so that one who floods uses up what is his and no more.
 *
 * <p>What is beyond an allowance is dropped and acknowledged: left unacknowledged it would, on the one connection that
 * all share, hold up everybody else. It is counted to the message and told when it begins, every
 * {@value #REPORT_MS} ms, and once nothing was dropped for {@value #QUIET_MS} ms.
 *
 * <p>Time is the arrivals' own. While we were away nobody could send: what that time allows is added when we are back,
 * above the burst, and kept until it is used. Nothing is allocated for a message of a gateway of the site. Not
 * thread-safe.
 */
public final class RateLimits {
    /** Nothing was dropped for so long: it is over. */
    public static final long QUIET_MS = 10_000;

    /** How often it is told while it lasts. */
    public static final long REPORT_MS = 10_000;

    /** Each gateway of the site has two topics; parks without a name have more. */
    private static final int CACHED_MAX = 65_536;

    private final Topics topics;
    private final Map<String, RateMeter> listed = new LinkedHashMap<>();
    private final Map<String, RateMeter> bySource = new LinkedHashMap<>();
    private final Map<String, RateMeter> byTopic = new LinkedHashMap<>();
    private final List<RateMeter> all;
    private final RateMeter unlisted;
    private final RateMeter gates;
    private final RateMeter cameras;
    private String otherTopic = "";
    private RateMeter other;

    /** Every allowance full. */
    public RateLimits(Site site, long nowMs) {
        topics = new Topics(site);
        Rate shared = site.settings().ingest().rate();
        for (Site.Gateway gateway : site.gateways()) {
            RateMeter meter = meter(gateway.id(), gateway.rate(), nowMs);
            listed.put(gateway.enterprise() + "/" + gateway.id(), meter);
        }
        unlisted = meter(RateExcess.UNLISTED, shared, nowMs);
        gates = meter(RateExcess.GATES, shared, nowMs);
        cameras = meter(RateExcess.CAMERAS, shared, nowMs);
        other = unlisted;
        all = List.copyOf(bySource.values());
    }

    private RateMeter meter(String source, Rate rate, long nowMs) {
        return bySource.computeIfAbsent(source, id -> new RateMeter(id, rate, nowMs));
    }

    /** Whoever has an allowance: the site's gateways, then the three that are shared. */
    public static List<String> sources(Site site) {
        List<String> sources = new ArrayList<>();
        site.gateways().forEach(gateway -> sources.add(gateway.id()));
        sources.addAll(List.of(RateExcess.UNLISTED, RateExcess.GATES, RateExcess.CAMERAS));
        return sources;
    }

    /** The excess of this source stood when we began: that it is over will be told. */
    public void resume(String source, long nowMs) {
        RateMeter meter = bySource.get(source);
        if (meter != null) {
            meter.resume(nowMs);
        }
    }

    /**
     * True where the message is within its source's allowance; else it is dropped, and counted here.
     *
     * @param awayMs how long we were away until now, all times together
     */
    public boolean mayPass(Arrival arrival, long awayMs) {
        return of(arrival.topic()).mayPass(arrival, awayMs);
    }

    /** The excess of a topic's source that is to be told at once: it has just begun. Null where there is none. */
    public @Nullable RateExcess begun(String topic, long nowMs) {
        RateMeter meter = of(topic);
        return meter.isStanding() ? null : meter.due(nowMs);
    }

    /** All that is to be told by now. */
    public List<RateExcess> due(long nowMs) {
        List<RateExcess> due = new ArrayList<>();
        for (RateMeter meter : all) {
            add(meter.due(nowMs), due);
        }
        return due;
    }

    /** All that was dropped and not told yet: the last word before an end. */
    public List<RateExcess> untold(long nowMs) {
        List<RateExcess> untold = new ArrayList<>();
        for (RateMeter meter : all) {
            add(meter.untold(nowMs), untold);
        }
        return untold;
    }

    private static void add(@Nullable RateExcess excess, List<RateExcess> to) {
        if (excess != null) {
            to.add(excess);
        }
    }

    private RateMeter of(String topic) {
        RateMeter known = byTopic.get(topic);
        if (known != null) {
            return known;
        }
        if (!topic.equals(otherTopic)) {
            other = find(topic);
            otherTopic = topic;
        }
        return other;
    }

    private RateMeter find(String topic) {
        Address address = topics.parse(topic);
        if (address == null) {
            return unlisted;
        }
        return switch (address.kind()) {
            case PASSAGES -> gates;
            case CAMERA_EVENTS -> cameras;
            case TELEMETRY, STATUS -> gateway(topic, address);
        };
    }

    /** Only topics of the site's gateways are remembered: of others there may be any number. */
    private RateMeter gateway(String topic, Address address) {
        RateMeter meter = listed.get(address.company() + "/" + address.gateway());
        if (meter != null && byTopic.size() < CACHED_MAX) {
            byTopic.put(topic, meter);
        }
        return meter == null ? unlisted : meter;
    }
}
