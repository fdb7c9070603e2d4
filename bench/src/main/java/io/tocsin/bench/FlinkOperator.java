package io.tocsin.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Apache Flink's keyed operator in its own test harness: state and event-time timers on the heap, no network, no
 * serialization, no checkpoint. One element object and one record are used again and again, keys are boxed beforehand,
 * and nothing is sent downstream.
 */
final class FlinkOperator implements Contestant {
    private static final int KEY_GROUPS = 128;

    private static final class Sample {
        Integer tag = 0;
        double value;
    }

    private static final class Watch extends KeyedProcessFunction<Integer, Sample, Void> {
        private final transient StreamLogic logic;
        private transient @Nullable ValueState<TagState> states;

        Watch(StreamLogic logic) {
            this.logic = logic;
        }

        @Override
        public void open(OpenContext context) {
            states = getRuntimeContext().getState(new ValueStateDescriptor<>("conditions", Types.POJO(TagState.class)));
        }

        @Override
        public void processElement(Sample sample, Context context, Collector<Void> out) throws Exception {
            TagState state = states.value();
            boolean fresh = state == null;
            if (fresh) {
                state = new TagState();
            }
            boolean changed = logic.sample(
                    sample.tag,
                    state,
                    context.timestamp(),
                    sample.value,
                    context.timerService()::registerEventTimeTimer);
            if (changed || fresh) {
                states.update(state);
            }
        }

        @Override
        public void onTimer(long dueMs, OnTimerContext context, Collector<Void> out) throws Exception {
            TagState state = states.value();
            if (logic.fire(context.getCurrentKey(), state, dueMs)) {
                states.update(state);
            }
        }
    }

    private final StreamLogic logic;
    private final Integer[] keys;
    private final Sample sample = new Sample();
    private final StreamRecord<Sample> record = new StreamRecord<>(sample);
    private final KeyedOneInputStreamOperatorTestHarness<Integer, Sample, Void> harness;
    private long toldMs = Long.MIN_VALUE;

    FlinkOperator(Limits limits, Tally tally) {
        logic = new StreamLogic(limits, tally);
        keys = new Integer[limits.tags()];
        for (int tag = 0; tag < keys.length; tag++) {
            keys[tag] = tag;
        }
        try {
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new Watch(logic)), one -> one.tag, Types.INT, KEY_GROUPS, 1, 0);
            harness.open();
        } catch (Exception e) {
            throw new IllegalStateException("expected Flink's harness to open", e);
        }
    }

    @Override
    public String name() {
        return "flink operator";
    }

    @Override
    public void feed(Workload work, int pass) {
        long startMs = work.startMs(pass);
        try {
            for (int i = 0; i < work.samples(); i++) {
                long nowMs = startMs + work.atMs[i];
                if (nowMs >= toldMs + StreamLogic.TIME_STEP_MS) {
                    tell(nowMs - nowMs % StreamLogic.TIME_STEP_MS);
                }
                sample.tag = keys[work.tag[i]];
                sample.value = work.value[i];
                record.setTimestamp(nowMs);
                harness.processElement(record);
            }
        } catch (Exception e) {
            throw new IllegalStateException("expected Flink to take a sample", e);
        }
    }

    /** A watermark says that all before this time has been seen; the harness keeps it, and we throw it away. */
    private void tell(long nowMs) throws Exception {
        toldMs = nowMs;
        harness.processWatermark(new Watermark(nowMs - 1));
        harness.getOutput().clear();
    }

    @Override
    public void advance(long nowMs) {
        try {
            tell(nowMs + 1);
        } catch (Exception e) {
            throw new IllegalStateException("expected Flink to take the time", e);
        }
    }

    @Override
    public Tally tally() {
        return logic.tally();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
