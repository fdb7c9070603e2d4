package io.tocsin.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoggedEventTest {
    @TempDir
    private Path folder;

    static Stream<LoggedEvent> events() {
        byte[] value = "{\"message\":\"液位高高\"}".getBytes(UTF_8);
        return Stream.of(
                new LoggedEvent(LoggedEvent.Kind.EVENT, "LT-1:H", "s~LT-1:H~5.1", "io.t.raised", 5, "", value),
                new LoggedEvent(LoggedEvent.Kind.STATE, "LT-1:H", "s~LT-1:H~5.1", EventNames.STATE, 5, "", value),
                new LoggedEvent(LoggedEvent.Kind.REPLY, "r-一", "r-一~5~1", EventNames.REPLY, -1, "r-一", value),
                new LoggedEvent(LoggedEvent.Kind.REPLY, "", "", "", Long.MAX_VALUE, "", new byte[0]),
                new LoggedEvent(LoggedEvent.Kind.REPLY, "k", "i".repeat(60_000), "t", 1, "c".repeat(60_000), value),
                new LoggedEvent(LoggedEvent.Kind.REMOVED, "LT-1:H", "x", EventNames.REMOVED, 0, "", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("events")
    void comesBackFromTheLogAsItWent(LoggedEvent event) throws Exception {
        try (Journal journal = Journal.open(folder, Journal.Options.ofShard(0))) {
            journal.append(event.kind().code(), 0, event.key().getBytes(UTF_8), event.payload());
            journal.force();
            try (JournalReader reader = journal.reader(1)) {
                assertThat(reader.next()).isTrue();
                assertThat(LoggedEvent.of(reader.record()))
                        .usingRecursiveComparison()
                        .isEqualTo(event);
            }
        }
    }

    @Test
    void aKindOfANewerProgramIsRefused() {
        for (LoggedEvent.Kind kind : LoggedEvent.Kind.values()) {
            assertThat(LoggedEvent.Kind.ofCode(kind.code())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> LoggedEvent.Kind.ofCode(7))
                .isInstanceOf(EventLog.Diverged.class)
                .hasMessageContaining("was 7");
    }
}
