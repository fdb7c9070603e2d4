package io.tocsin.server.live;

import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.server.events.LoggedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The names of the fields that real records have, read from a real event log. */
public final class EventFields {
    private static final long NOW_MS = 1_000;
    private static final String MESSAGE = "{\"values\":[{\"tag\":\"A\",\"v\":2}]}";
    private static final String COMMAND = "{\"command\":\"acknowledge\",\"requestId\":\"r1\",\"alarmId\":\"A:H\"}";
    private static final String NO_COMMAND = "{\"command\":\"dance\",\"requestId\":\"r2\"}";

    private static final String PARK = """
            park: {id: p}
            gates: [{id: G1, name: G1, kind: GENERAL}]
            """;
    private static final String PASSAGE = "{\"direction\":\"IN\"}";

    /** What follows from the change of the limit comes behind. */
    private static final int RECORDS = 6;

    private EventFields() {}

    /** An event, a state, a reply, and a reply to what was not understood, a passage, a change of the
     * configuration: the fields of each, in this order. Early warnings, which come between them, are left out. */
    public static List<List<String>> ofEachRecord(Path folder) throws Exception {
        Files.writeString(folder.resolve("tags.yaml"), "tags: [{tag: A, limits: {H: 1}}]");
        Files.writeString(folder.resolve("park.yaml"), PARK);
        LiveEngine.Options options = new LiveEngine.Options(folder.resolve("data"), false, 1 << 20);
        try (LiveEngine engine = LiveEngine.open(options, () -> NOW_MS, Silent.LISTENER)) {
            engine.begin(SiteReader.read(folder, Map.of()));
            byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
            engine.offer(Arrival.of("park/p/c/g/telemetry", message, false, 1 << 20, NOW_MS), () -> {});
            CompletableFuture<Void> command = engine.command(COMMAND.getBytes(StandardCharsets.UTF_8));
            CompletableFuture<Void> noCommand = engine.command(NO_COMMAND.getBytes(StandardCharsets.UTF_8));
            byte[] passage = PASSAGE.getBytes(StandardCharsets.UTF_8);
            engine.offer(Arrival.of("park/p/gates/G1/passages", passage, false, 1 << 20, NOW_MS), () -> {});
            engine.step();
            CompletableFuture.allOf(command, noCommand).join();
            Files.writeString(folder.resolve("tags.yaml"), "tags: [{tag: A, limits: {H: 3}}]");
            Input.Principal by = new Input.Principal("li.wei", "console");
            CompletableFuture<Void> changed = engine.reconfigure(SiteReader.read(folder, Map.of()), by);
            engine.step();
            changed.join();
            return fields(engine);
        }
    }

    private static List<List<String>> fields(LiveEngine engine) throws IOException {
        List<List<String>> fields = new ArrayList<>();
        try (JournalReader reader = engine.eventsFrom(1)) {
            while (fields.size() < RECORDS && reader.next()) {
                LoggedEvent event = LoggedEvent.of(reader.record());
                if (event.kind() != LoggedEvent.Kind.WARNING) {
                    fields.add(names(event.value()));
                }
            }
        }
        return fields;
    }

    private static List<String> names(byte[] json) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return names;
    }

    private enum Silent implements EngineListener {
        LISTENER;

        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {}
    }
}
