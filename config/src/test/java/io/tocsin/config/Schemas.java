package io.tocsin.config;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The published schemas, as resources, and an independent validator that knows nothing of our reader. */
final class Schemas {
    /** By file, as in {@link Shape#byFile()}. */
    static final List<String> NAMES = List.of("tags", "park", "rules", "tocsin");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    static JsonNode of(String name) {
        return JSON.readTree(text(name));
    }

    /** The schema of one shape: the file's root, or one of its definitions. */
    static JsonNode of(String file, Shape shape) {
        JsonNode root = of(file);
        return shape.id().equals(file) ? root : root.path("definitions").path(shape.id());
    }

    static List<String> errors(String name, String yaml) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        Schema schema = registry.getSchema(text(name), InputFormat.JSON);
        List<String> messages = new ArrayList<>();
        for (Error error : schema.validate(yaml, InputFormat.YAML)) {
            messages.add(error.toString());
        }
        return messages;
    }

    private static String text(String name) {
        String resource = name + ".schema.json";
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
