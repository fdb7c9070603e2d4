package io.tocsin.server.backup;

import io.tocsin.server.events.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup holds: its last entry, so that one without it was cut short.
 *
 * @param createdMs when, epoch milliseconds
 */
record Manifest(long createdMs, List<Entry> files) {
    static final String NAME = "manifest.json";
    /** Of the backup itself; the data inside have formats of their own. */
    static final int FORMAT = 1;

    /** One file, with what its content must be. */
    record Entry(String name, long bytes, String sha256) {}

    Manifest {
        files = List.copyOf(files);
    }

    byte[] bytes() {
        return Json.object(json -> {
            json.writeNumberProperty("format", FORMAT);
            Json.time(json, "created", createdMs);
            json.writeNumberProperty("createdMs", createdMs);
            json.writeArrayPropertyStart("files");
            for (Entry file : files) {
                json.writeStartObject();
                Json.string(json, "name", file.name());
                json.writeNumberProperty("bytes", file.bytes());
                Json.string(json, "sha256", file.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static Manifest of(byte[] bytes) throws Unusable {
        try {
            JsonNode json = JsonMapper.shared().readTree(bytes);
            int format = json.path("format").asInt(0);
            if (format < 1 || format > FORMAT) {
                throw new Unusable(
                        "备份格式应为 1 到 " + FORMAT + "，现为 " + format,
                        "expected a backup of format 1 to " + FORMAT + ", was " + format);
            }
            List<Entry> files = new ArrayList<>();
            for (JsonNode file : json.path("files")) {
                files.add(new Entry(
                        file.path("name").asString(""),
                        file.path("bytes").asLong(-1),
                        file.path("sha256").asString("")));
            }
            return new Manifest(json.path("createdMs").asLong(0), files);
        } catch (JacksonException e) {
            throw new Unusable("备份清单无法读取", "expected a manifest, was no JSON: " + e.getOriginalMessage());
        }
    }
}
