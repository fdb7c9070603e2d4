package io.tocsin.server.gateways;

import io.tocsin.server.events.Json;
import io.tocsin.server.files.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What brokers of other make need in order to know the registered identities and nobody else, in {@code brokers/} of the
 * home: {@code mosquitto.passwords} and {@code mosquitto.acl}, {@code emqx.users.json} and {@code emqx.acl}.
 */
final class BrokerFiles {
    private static final String HEAD = "written by tocsin gateway; a change by hand is lost with the next one";

    private final Path folder;

    BrokerFiles(Path home) {
        folder = home.resolve("brokers");
    }

    Path folder() {
        return folder;
    }

    void write(List<Identity> identities) throws IOException {
        write("mosquitto.passwords", mosquittoPasswords(identities));
        write("mosquitto.acl", mosquittoAcl(identities));
        write("emqx.users.json", emqxUsers(identities));
        write("emqx.acl", emqxAcl(identities));
    }

    private void write(String name, String text) throws IOException {
        SecretFile.replace(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** For {@code password_file}. It knows no comments. */
    static String mosquittoPasswords(List<Identity> identities) {
        StringBuilder text = new StringBuilder();
        identities.forEach(identity ->
                text.append(identity.name()).append(':').append(identity.hash()).append('\n'));
        return text.toString();
    }

    /** For {@code acl_file}. What is not allowed is denied there. */
    static String mosquittoAcl(List<Identity> identities) {
        StringBuilder text = new StringBuilder("# ").append(HEAD).append('\n');
        for (Identity identity : identities) {
            text.append("\nuser ").append(identity.name()).append('\n');
            identity.right()
                    .publish()
                    .forEach(topic -> text.append("topic write ").append(topic).append('\n'));
            identity.right()
                    .subscribe()
                    .forEach(topic -> text.append("topic read ").append(topic).append('\n'));
        }
        return text.toString();
    }

    /** For {@code bootstrap_file} of the built-in database, with PBKDF2 as {@code docs/gateways.md} sets it up. */
    static String emqxUsers(List<Identity> identities) {
        byte[] users = Json.value(json -> {
            json.writeStartArray();
            for (Identity identity : identities) {
                json.writeStartObject();
                Json.string(json, "user_id", identity.name());
                Json.string(json, "password_hash", BrokerPassword.hex(identity.hash()));
                Json.string(json, "salt", BrokerPassword.salt(identity.hash()));
                json.writeBooleanProperty("is_superuser", false);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return new String(users, StandardCharsets.UTF_8) + '\n';
    }

    /** For an authorization source of type {@code file}: Erlang terms, of which the first that fits decides. */
    static String emqxAcl(List<Identity> identities) {
        StringBuilder text = new StringBuilder("%% ").append(HEAD).append('\n');
        for (Identity identity : identities) {
            rule(text, identity.name(), "publish", identity.right().publish());
            rule(text, identity.name(), "subscribe", identity.right().subscribe());
        }
        return text.append("{deny, all}.\n").toString();
    }

    private static void rule(StringBuilder text, String user, String action, List<String> topics) {
        if (!topics.isEmpty()) {
            text.append("{allow, {user, \"")
                    .append(user)
                    .append("\"}, ")
                    .append(action)
                    .append(", [\"");
            text.append(String.join("\", \"", topics)).append("\"]}.\n");
        }
    }
}
