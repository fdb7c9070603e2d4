package io.tocsin.server.live;

import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The names of the fields that a real event has, read from a real event log. */
public final class EventFields {
    private EventFields() {}

    public static List<String> ofAnEvent() throws IOException {
        Path folder = Files.createTempDirectory("tocsin-fields");
        Files.writeString(folder.resolve("tags.yaml"), "tags: [{tag: A, limits: {H: 1}}]");
        LiveEngine.Options options = new LiveEngine.Options(folder.resolve("data"), false, 1 << 20);
        try (LiveEngine engine = LiveEngine.open(options, () -> 1_000, Silent.LISTENER)) {
            engine.begin(SiteReader.read(folder, Map.of()));
            byte[] message = "{\"values\":[{\"tag\":\"A\",\"v\":2}]}".getBytes(StandardCharsets.UTF_8);
            engine.offer(Arrival.of("park/p/c/g/telemetry", message, false, 1 << 20, 1_000), () -> {});
            engine.step();
            try (JournalReader reader = engine.eventsFrom(1)) {
                reader.next();
                return names(LoggedEvent.of(reader.record()).value());
            }
        } catch (Exception e) {
            throw new IOException(e);
        }
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
