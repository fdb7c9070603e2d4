package io.tocsin.server.accounts;

import io.tocsin.server.events.Json;
import io.tocsin.server.files.SharedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** How accounts stand in their file. */
final class AccountsForm implements SharedFile.Form<Account> {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;

    AccountsForm(Path file) {
        this.file = file;
    }

    @Override
    public byte[] bytes(Map<String, Account> accounts) {
        return Json.object(json -> {
            json.writeArrayPropertyStart("accounts");
            for (Account account : accounts.values()) {
                json.writeStartObject();
                Json.string(json, "name", account.name());
                Json.string(json, "role", account.role().code());
                texts(json, "enterprises", account.scope().enterprises());
                texts(json, "positions", account.scope().positions());
                Json.string(json, "hash", account.hash());
                json.writeNumberProperty("changedMs", account.changedMs());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public Map<String, Account> parsed(byte[] bytes) throws IOException {
        Map<String, Account> accounts = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            require(parser.nextToken() == JsonToken.PROPERTY_NAME
                    && parser.currentName().equals("accounts"));
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Account account = account(parser);
                require(accounts.put(account.name(), account) == null);
            }
            // Of a file that was cut or mended by hand no account may get lost unsaid: the next change would drop it.
            require(parser.currentToken() == JsonToken.END_ARRAY);
            require(parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
            return accounts;
        } catch (JacksonException e) {
            throw new AccountsUnusable("expected accounts in " + file + ", was " + e.getOriginalMessage());
        }
    }

    /** Files of before there were scopes say nothing of them: those accounts have a hand in the whole park. */
    private Account account(JsonParser parser) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        Map<String, List<String>> lists = new TreeMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                lists.put(name, texts(parser));
            } else {
                require(parser.currentToken().isScalarValue());
                fields.put(name, parser.getString());
            }
        }
        String name = fields.getOrDefault("name", "");
        String hash = fields.getOrDefault("hash", "");
        String changed = fields.getOrDefault("changedMs", "");
        Optional<Role> role = Role.ofCode(fields.getOrDefault("role", ""));
        require(Accounts.isName(name)
                && role.isPresent()
                && PasswordHash.isSound(hash)
                && changed.matches("\\d{1,15}")
                && !fields.containsKey("enterprises")
                && !fields.containsKey("positions"));
        Scope scope =
                new Scope(lists.getOrDefault("enterprises", List.of()), lists.getOrDefault("positions", List.of()));
        return new Account(name, role.orElseThrow(), scope, hash, Long.parseLong(changed));
    }

    private List<String> texts(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(parser.getString());
        }
        require(parser.currentToken() == JsonToken.END_ARRAY);
        return texts;
    }

    private void require(boolean sound) throws IOException {
        if (!sound) {
            throw new AccountsUnusable(
                    "expected accounts with name, role, hash and time in " + file + ", was another thing");
        }
    }
}
