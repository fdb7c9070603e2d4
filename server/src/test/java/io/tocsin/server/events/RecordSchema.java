package io.tocsin.server.events;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema of one record's value, and an independent validator that knows nothing of our writer. */
public enum RecordSchema {
    EVENT("event"),
    CONFIGURATION("configuration"),
    STATE("state"),
    PASSAGE("passage"),
    REPLY("reply"),
    NOT_UNDERSTOOD("not-understood"),
    COMMAND("command"),
    WARNING("warning"),
    HEARTBEAT("heartbeat");

    private static final Path FOLDER = Path.of("..", "docs", "schemas");

    private final String file;

    RecordSchema(String name) {
        file = name + ".schema.json";
    }

    public String file() {
        return file;
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(text());
    }

    /** What is wrong with a value; empty where nothing is. */
    public List<String> errors(byte[] value) {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text(), InputFormat.JSON);
        String json = new String(value, StandardCharsets.UTF_8);
        return schema
                .validate(json, InputFormat.JSON, run -> run.executionConfig(c -> c.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** The names of an object's fields. */
    static Set<String> names(JsonNode object) {
        return object.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    }

    static Set<String> filesInTheFolder() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private String text() {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
