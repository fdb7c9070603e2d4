package io.tocsin.server.gateways;

import io.tocsin.server.events.Json;
import io.tocsin.server.files.SharedFile;
import io.tocsin.server.gateways.Identity.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** How identities stand in their file. */
final class IdentitiesForm implements SharedFile.Form<Identity> {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;

    IdentitiesForm(Path file) {
        this.file = file;
    }

    @Override
    public byte[] bytes(Map<String, Identity> all) {
        return Json.object(json -> {
            json.writeArrayPropertyStart("gateways");
            for (Identity identity : all.values()) {
                json.writeStartObject();
                Json.string(json, "name", identity.name());
                Json.string(json, "kind", identity.kind().code());
                Json.string(json, "park", identity.park());
                Json.string(json, "enterprise", identity.enterprise());
                Json.string(json, "hash", identity.hash());
                json.writeNumberProperty("changedMs", identity.changedMs());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    @Override
    public Map<String, Identity> parsed(byte[] bytes) throws IOException {
        Map<String, Identity> all = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            require(parser.nextToken() == JsonToken.PROPERTY_NAME
                    && parser.currentName().equals("gateways"));
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Identity identity = identity(parser);
                require(all.put(identity.name(), identity) == null);
            }
            // Of a file that was cut or mended by hand nobody may get lost unsaid: the next change would drop them.
            require(parser.currentToken() == JsonToken.END_ARRAY);
            require(parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
            return all;
        } catch (JacksonException e) {
            throw new GatewaysUnusable("expected gateways in " + file + ", was " + e.getOriginalMessage());
        }
    }

    private Identity identity(JsonParser parser) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            require(parser.nextToken().isScalarValue());
            fields.put(name, parser.getString());
        }
        String name = fields.getOrDefault("name", "");
        String park = fields.getOrDefault("park", "");
        String enterprise = fields.getOrDefault("enterprise", "");
        String hash = fields.getOrDefault("hash", "");
        String changed = fields.getOrDefault("changedMs", "");
        Optional<Kind> kind = Kind.ofCode(fields.getOrDefault("kind", ""));
        // What stands here goes into the ACL of a broker: nothing but names may come through.
        require(Identities.isName(name)
                && Identities.isName(park)
                && kind.isPresent()
                && (kind.get() == Kind.GATEWAY ? Identities.isName(enterprise) : enterprise.isEmpty())
                && BrokerPassword.isSound(hash)
                && changed.matches("\\d{1,15}"));
        return new Identity(name, kind.orElseThrow(), park, enterprise, hash, Long.parseLong(changed));
    }

    private void require(boolean sound) throws IOException {
        if (!sound) {
            throw new GatewaysUnusable(
                    "expected gateways with name, kind, park, hash and time in " + file + ", was another thing");
        }
    }
}
