package io.tocsin.server.live;

import io.tocsin.ingest.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What gateways are to be told of how much of theirs is durable: the newest word to each, at most once a second, and at
 * once after a birth.
 *
 * <p>{@link #durable} and {@link #turnEnds} are for the engine's thread, the others for any.
 */
public final class Watermarks {
    /** A gateway that is not told waits for the next word: these are all that may wait. */
    static final int WAITING_MAX = 20_000;

    private static final long BETWEEN_NS = TimeUnit.SECONDS.toNanos(1);

    /**
     * A word to one gateway.
     *
     * @param company that it speaks for
     * @param upToSeq all numbers of the session up to this one are on our disk; -1 where none is
     */
    public record Word(String company, String gateway, String session, long upToSeq) {}

    private record Key(String company, String gateway) {}

    private final LongSupplier nanoTime;
    private final Map<Key, Word> heard = new HashMap<>();
    private final Map<Key, Word> waiting = new ConcurrentHashMap<>();
    private boolean born;
    private long collectedNs;

    Watermarks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        collectedNs = nanoTime.getAsLong() - BETWEEN_NS;
    }

    void durable(Address source, String session, long upToSeq, boolean birth) {
        if (heard.size() < WAITING_MAX) {
            heard.put(
                    new Key(source.company(), source.gateway()),
                    new Word(source.company(), source.gateway(), session, upToSeq));
            born |= birth;
        }
    }

    /** All that was heard until now is durable: it may be told. */
    void turnEnds() {
        long nowNs = nanoTime.getAsLong();
        if (heard.isEmpty() || (!born && nowNs - collectedNs < BETWEEN_NS)) {
            return;
        }
        collectedNs = nowNs;
        born = false;
        heard.forEach((key, word) -> {
            if (waiting.size() < WAITING_MAX || waiting.containsKey(key)) {
                waiting.put(key, word);
            }
        });
        heard.clear();
    }

    /** The words to be told now; whoever takes them tells them, or gives them {@link #back}. */
    public List<Word> take() {
        List<Word> taken = new ArrayList<>();
        waiting.forEach((key, word) -> {
            if (waiting.remove(key, word)) {
                taken.add(word);
            }
        });
        return taken;
    }

    /** It could not be told: it waits, unless a newer one does. */
    public void back(Word word) {
        waiting.putIfAbsent(new Key(word.company(), word.gateway()), word);
    }
}
