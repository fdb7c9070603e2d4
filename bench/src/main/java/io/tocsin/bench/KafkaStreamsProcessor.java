package io.tocsin.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Apache Kafka Streams' bare processor, called directly in its own mock context: no broker, no changelog, an in-memory
 * store (which keeps bytes: that is how Streams keeps state) and punctuation by stream time. State is written only where
 * it changed; the queue of deadlines is kept beside the store and rebuilt from it. Keys are boxed beforehand.
 */
final class KafkaStreamsProcessor implements Contestant {
    private static final String STORE = "conditions";

    private record Deadline(long dueMs, Integer tag) {}

    private static final class Watch implements Processor<Integer, Double, Void, Void> {
        private final StreamLogic logic;
        private final PriorityQueue<Deadline> deadlines =
                new PriorityQueue<>(Comparator.comparingLong(Deadline::dueMs));
        private @Nullable KeyValueStore<Integer, TagState> store;

        Watch(StreamLogic logic) {
            this.logic = logic;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(STORE);
            try (KeyValueIterator<Integer, TagState> all = store.all()) {
                all.forEachRemaining(entry -> addPending(entry.key, entry.value));
            }
            Duration step = Duration.ofMillis(StreamLogic.TIME_STEP_MS);
            context.schedule(step, PunctuationType.STREAM_TIME, this::fireUpTo);
        }

        private void addPending(Integer tag, TagState state) {
            for (int place = 0; place < Limits.PER_TAG; place++) {
                if (state.phase[place] == TagState.PENDING) {
                    deadlines.add(new Deadline(state.dueMs[place], tag));
                }
            }
        }

        @Override
        public void process(Record<Integer, Double> sample) {
            Integer tag = sample.key();
            TagState held = store.get(tag);
            TagState state = held == null ? new TagState() : held;
            boolean changed = logic.sample(
                    tag, state, sample.timestamp(), sample.value(), dueMs -> deadlines.add(new Deadline(dueMs, tag)));
            if (changed) {
                store.put(tag, state);
            }
        }

        private void fireUpTo(long nowMs) {
            for (Deadline next = deadlines.peek(); next != null && next.dueMs() <= nowMs; next = deadlines.peek()) {
                deadlines.remove();
                TagState state = store.get(next.tag());
                if (logic.fire(next.tag(), state, next.dueMs())) {
                    store.put(next.tag(), state);
                }
            }
        }
    }

    /** A fixed layout: four phases, four deadlines. */
    private static Serde<TagState> states() {
        return Serdes.serdeFrom(
                (topic, state) -> {
                    ByteBuffer out = ByteBuffer.allocate(Limits.PER_TAG * (1 + Long.BYTES));
                    out.put(state.phase);
                    for (long dueMs : state.dueMs) {
                        out.putLong(dueMs);
                    }
                    return out.array();
                },
                (topic, bytes) -> {
                    TagState state = new TagState();
                    ByteBuffer in = ByteBuffer.wrap(bytes);
                    in.get(state.phase);
                    for (int place = 0; place < Limits.PER_TAG; place++) {
                        state.dueMs[place] = in.getLong();
                    }
                    return state;
                });
    }

    private final StreamLogic logic;
    private final Integer[] keys;
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<Integer, TagState> store;
    private final Watch watch;
    private final Punctuator punctuator;
    private long toldMs = Long.MIN_VALUE;

    KafkaStreamsProcessor(Limits limits, Tally tally) {
        logic = new StreamLogic(limits, tally);
        keys = new Integer[limits.tags()];
        for (int tag = 0; tag < keys.length; tag++) {
            keys[tag] = tag;
        }
        store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Integer(), states())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        watch = new Watch(logic);
        watch.init(context);
        punctuator = context.scheduledPunctuators().get(0).getPunctuator();
    }

    @Override
    public String name() {
        return "kafka streams processor";
    }

    @Override
    public void feed(Workload work, int pass) {
        long startMs = work.startMs(pass);
        for (int i = 0; i < work.samples(); i++) {
            long nowMs = startMs + work.atMs[i];
            if (nowMs >= toldMs + StreamLogic.TIME_STEP_MS) {
                advance(nowMs - nowMs % StreamLogic.TIME_STEP_MS);
            }
            watch.process(new Record<>(keys[work.tag[i]], work.value[i], nowMs));
        }
    }

    @Override
    public void advance(long nowMs) {
        toldMs = nowMs;
        context.setCurrentStreamTimeMs(nowMs);
        punctuator.punctuate(nowMs);
    }

    @Override
    public Tally tally() {
        return logic.tally();
    }

    @Override
    public void close() {
        watch.close();
        store.close();
    }
}
