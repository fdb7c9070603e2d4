package io.tocsin.ingest;

import io.tocsin.config.Site;
import io.tocsin.ingest.Rejection.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who may speak, and what is remembered of each: from a topic to a gateway's track. */
final class Sources {
    /** Gateways kept track of; those that the site lists always are. */
    static final int TRACKS_MAX = 10_000;

    private static final int CACHED_MAX = 8_192;

    /** A topic that may speak; a gateway without a track comes after too many others, gates and cameras have none. */
    record Source(Address address, @Nullable Track track) {}

    private final Topics topics;
    private final Set<String> enterprises = new LinkedHashSet<>();
    private final Map<String, List<String>> owners = new LinkedHashMap<>();
    private final Map<String, Track> tracks = new TreeMap<>();
    private final Map<String, Source> cache = new LinkedHashMap<>();
    private int unlisted;

    Sources(Site site, List<DecoderState.Gateway> remembered) {
        topics = new Topics(site);
        site.enterprises().forEach(enterprise -> enterprises.add(enterprise.id()));
        if (!enterprises.isEmpty()) {
            // A gateway may belong to the park itself: what watches the fence and the outlets is no enterprise's.
            enterprises.add(site.park().id());
        }
        site.gateways()
                .forEach(gateway -> owners.computeIfAbsent(gateway.id(), id -> new ArrayList<>())
                        .add(gateway.enterprise()));
        for (DecoderState.Gateway gateway : remembered) {
            tracks.put(key(gateway.company(), gateway.gateway()), new Track(gateway));
            unlisted += isListed(gateway.company(), gateway.gateway()) ? 0 : 1;
        }
    }

    /** The source that a topic names, or null: then it was noted why. */
    @Nullable
    Source of(String topic, Notes notes) {
        Source known = cache.get(topic);
        if (known != null) {
            return known;
        }
        Address address = topics.parse(topic);
        if (address == null) {
            notes.whole(Reason.BAD_TOPIC, "expected " + topics.grammar() + ", was " + Notes.quote(topic));
            return null;
        }
        if (address.kind() == Address.Kind.PASSAGES || address.kind() == Address.Kind.CAMERA_EVENTS) {
            return new Source(address, null);
        }
        return maySpeak(address, notes) ? admit(topic, address) : null;
    }

    private boolean maySpeak(Address address, Notes notes) {
        if (!enterprises.isEmpty() && !enterprises.contains(address.company())) {
            return notes.whole(
                    Reason.UNKNOWN_ENTERPRISE, "expected an enterprise of the park, was " + address.company());
        }
        List<String> owner = owners.get(address.gateway());
        return owner == null
                || owner.contains(address.company())
                || notes.whole(
                        Reason.FOREIGN_GATEWAY,
                        "expected gateway " + address.gateway() + " under " + owner + ", was " + address.company());
    }

    private Source admit(String topic, Address address) {
        Source source = new Source(address, track(address));
        if (source.track != null && cache.size() < CACHED_MAX) {
            cache.put(topic, source);
        }
        return source;
    }

    private @Nullable Track track(Address address) {
        String key = key(address.company(), address.gateway());
        Track track = tracks.get(key);
        if (track == null) {
            boolean listed = isListed(address.company(), address.gateway());
            if (!listed && unlisted >= TRACKS_MAX) {
                return null;
            }
            unlisted += listed ? 0 : 1;
            track = new Track(address);
            tracks.put(key, track);
        }
        return track;
    }

    private boolean isListed(String company, String gateway) {
        return owners.getOrDefault(gateway, List.of()).contains(company);
    }

    private static String key(String company, String gateway) {
        return company + "/" + gateway;
    }

    List<DecoderState.Gateway> state() {
        return tracks.values().stream().map(Track::state).toList();
    }
}
