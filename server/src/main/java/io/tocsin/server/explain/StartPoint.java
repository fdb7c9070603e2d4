package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.Engine;
import io.tocsin.config.Site;
import io.tocsin.ingest.Decoder;
import org.jspecify.annotations.Nullable;

/** Where a replay may begin: all that decides, as it stood between two records of the journal. */
public interface StartPoint {
    /** Before the first record. */
    StartPoint BEGINNING = new StartPoint() {
        @Override
        public long nextSeq() {
            return 1;
        }

        @Override
        public long timeMs() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable State restore(AlarmSink out) {
            return null;
        }
    };

    /** What decides. */
    record State(Site site, Engine engine, Decoder decoder) {}

    /** The first record that is not in it. */
    long nextSeq();

    /** Our receipt of the last record that is in it. */
    long timeMs();

    /** Makes the state anew; its engine speaks to this sink. Null before the first configuration. */
    @Nullable
    State restore(AlarmSink out);
}
