package io.tocsin.server;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Tag;
import io.tocsin.server.events.Json;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.plant.Plant;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes a recording of the simulated park, as wide CSV; src/test/resources/recordings/README.md says which were made.
 *
 * <p>Arguments: site folder, incident, minutes, file.
 */
final class RecordingMaker {
    private static final long T0_MS = Instant.parse("2024-01-01T08:00:00Z").toEpochMilli();
    private static final long SEED = 1;

    private RecordingMaker() {}

    public static void main(String[] arguments) throws IOException {
        Site site = SiteReader.read(Path.of(arguments[0]), Map.of()).site().orElseThrow();
        Incident incident = Incidents.named(arguments[1], site).incident().orElseThrow();
        long endMs = T0_MS + Long.parseLong(arguments[2]) * 60_000;
        Feed plant = Plant.of(site, incident, SEED, TimeMap.same(T0_MS));
        SortedMap<Long, Map<String, String>> rows = new TreeMap<>();
        for (Publication message : plant.advanceTo(endMs)) {
            rows.computeIfAbsent(message.timeMs(), t -> new TreeMap<>()).putAll(values(message.payload()));
        }
        List<String> tags = site.tags().stream().map(Tag::id).toList();
        Files.writeString(Path.of(arguments[3]), csv(tags, rows));
    }

    private static String csv(List<String> tags, SortedMap<Long, Map<String, String>> rows) {
        StringBuilder csv =
                new StringBuilder("time,").append(String.join(",", tags)).append('\n');
        rows.forEach((timeMs, values) -> {
            csv.append(Json.time(timeMs));
            tags.forEach(tag -> csv.append(',').append(values.getOrDefault(tag, "")));
            csv.append('\n');
        });
        return csv.toString();
    }

    /** Numbers as they were sent, to the digit. */
    private static Map<String, String> values(byte[] payload) {
        Map<String, String> values = new TreeMap<>();
        String tag = "";
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), payload)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && json.currentName().equals("tag")) {
                    tag = json.getString();
                } else if (token.isScalarValue() && "v".equals(json.currentName())) {
                    values.put(tag, json.getString());
                }
            }
        }
        return values;
    }
}
