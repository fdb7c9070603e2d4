package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Reply;
import io.tocsin.config.Site;
import io.tocsin.rules.Heard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told of all that concerns one tag while the journal is replayed, in order. */
interface Watcher {
    /** From here on this configuration is in force. */
    void configured(Site site, By by);

    /** The replay begins in the middle: what was known of the tag then. */
    default void began(Heard heard, List<AlarmStatus> alarms) {}

    void sample(SeenSample sample);

    /** A transition of any alarm. */
    void transition(AlarmEvent event, By by);

    void rejected(Refusal refusal);

    default void reply(Reply reply) {}

    /** Asked after each record: true ends the replay. */
    boolean isAnswered(By by);

    /** The tag that is asked for; null where none is. */
    @Nullable
    String tag();
}
