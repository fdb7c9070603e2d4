package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.Definition;
import io.tocsin.server.TopicReader.Told;
import io.tocsin.server.events.Json;
import io.tocsin.simulator.plant.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that says what an incident must give: a header for people, then a line a transition. An event that comes out
 * of the pure core and one that was read back from Kafka make the same line.
 */
record Expected(Incident incident) {
    static final Path BINHAI = Path.of("../sites/binhai");
    /** The moment at which every incident begins; the day curve and the traffic hang on it. */
    static final long START_MS = Instant.parse("2026-07-01T01:00:00Z").toEpochMilli();

    static final long SEED = 1;

    Path file() {
        return BINHAI.resolve("incidents").resolve(incident.name() + ".expected.txt");
    }

    /** The file as it would have to be; its header is a person's and stays as it is. */
    String rendered(List<String> lines) throws IOException {
        return header() + lines.stream().map(line -> line + '\n').collect(Collectors.joining());
    }

    private String header() throws IOException {
        if (!Files.exists(file())) {
            return "# " + incident.title().zh() + "\n# " + incident.title().en() + "\n";
        }
        return Files.readAllLines(file()).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }

    String content() throws IOException {
        return Files.exists(file()) ? Files.readString(file()) : "";
    }

    List<String> transitions() throws IOException {
        return content().lines().filter(line -> !line.startsWith("#")).toList();
    }

    static String line(AlarmEvent event) {
        byte[] numbers = Json.object(json -> {
            Json.number(json, "value", event.value());
            Json.number(json, "limit", event.definition().limit());
        });
        JsonNode read = JsonMapper.shared().readTree(new String(numbers, UTF_8));
        String unit = event.definition().unit();
        return line(
                event.timeMs() - START_MS,
                event.type().name(),
                event.definition().id(),
                event.definition().priority().name(),
                reasons(event.definition()).orElseGet(() -> evidence(read, unit == null ? "" : unit)));
    }

    private static Optional<String> reasons(Definition definition) {
        Definition.Pass pass = definition.pass();
        return pass == null
                ? Optional.empty()
                : Optional.of(reasons(pass.reasons().stream().map(Enum::name).toList(), pass.gate()));
    }

    private static String reasons(List<String> reasons, String gate) {
        return String.join(", ", reasons) + " at " + gate;
    }

    static String line(Told told) {
        return line(told, START_MS);
    }

    /** @param startMs when the incident began, where it was at another time */
    static String line(Told told, long startMs) {
        JsonNode reasons = told.value().path("reasons");
        String evidence = reasons.isArray()
                ? reasons(reasons.valueStream().map(JsonNode::asString).toList(), told.text("gate"))
                : evidence(told.value(), told.value().path("unit").asString(""));
        return line(
                Instant.parse(told.text("time")).toEpochMilli() - startMs,
                told.text("type"),
                told.text("alarmId"),
                told.text("priority"),
                evidence);
    }

    /** 32 bytes that everybody knows: by them a plate in these files becomes what stands for it. */
    static final String PLATE_KEY = "a key for tests, known to all...";

    /** What stands for a plate. */
    static String subject(String plate) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PLATE_KEY.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(plate.getBytes(UTF_8)), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected HMAC-SHA-256 in every JDK", e);
        }
    }

    private static String line(long ms, String type, String alarm, String priority, String evidence) {
        String line = String.format(
                Locale.ROOT,
                "+%02d:%02d:%02d.%03d  %-12s  %-40s  %-8s  %s",
                ms / 3_600_000,
                ms / 60_000 % 60,
                ms / 1_000 % 60,
                ms % 1_000,
                type,
                alarm,
                priority,
                evidence);
        return line.stripTrailing();
    }

    /** As {@code 12.9 / 12.9 m}: the value, and the limit where there is one. */
    private static String evidence(JsonNode event, String unit) {
        JsonNode value = event.path("value");
        JsonNode limit = event.path("limit");
        String numbers =
                (value.isNumber() ? value.asString() : "-") + (limit.isNumber() ? " / " + limit.asString() : "");
        return numbers.equals("-") ? "" : (numbers + ' ' + unit).stripTrailing();
    }
}
