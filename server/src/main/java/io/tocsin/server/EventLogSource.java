package io.tocsin.server;

import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.kafka.EventRecord;
import io.tocsin.server.kafka.EventSource;
import io.tocsin.server.kafka.TopicKind;
import io.tocsin.server.live.LiveEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The event log as Kafka's pump follows it. For the pump's thread. */
final class EventLogSource implements EventSource {
    private final LiveEngine engine;
    private @Nullable JournalReader reader;

    EventLogSource(LiveEngine engine) {
        this.engine = engine;
    }

    @Override
    public void seek(long seq) throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = engine.eventsFrom(seq + 1);
    }

    @Override
    public @Nullable EventRecord next() throws IOException {
        JournalReader open = reader;
        if (open == null) {
            throw new IllegalStateException("expected a seek before the first record");
        }
        return open.next() ? record(open.record().seq(), LoggedEvent.of(open.record())) : null;
    }

    static EventRecord record(long seq, LoggedEvent event) {
        return new EventRecord(
                seq,
                topic(event.kind()),
                event.key().getBytes(StandardCharsets.UTF_8),
                event.id(),
                event.type(),
                event.timeMs(),
                event.type().equals(EventNames.REMOVED) ? null : event.value(),
                event.causationId().isEmpty() ? null : event.causationId());
    }

    private static TopicKind topic(LoggedEvent.Kind kind) {
        return switch (kind) {
            case EVENT -> TopicKind.ALARM_EVENTS;
            case STATE, REMOVED -> TopicKind.ALARM_STATE;
            case WARNING -> TopicKind.WARNING;
            case REPLY -> TopicKind.ALARM_REPLIES;
            case PASSAGE -> TopicKind.GATE_PASSAGES;
        };
    }

    @Override
    public long firstSeq() {
        return engine.oldestEvent();
    }

    @Override
    public long lastSeq() {
        return engine.durableEvents();
    }
}
