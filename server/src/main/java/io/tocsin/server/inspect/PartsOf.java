package io.tocsin.server.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.config.Site;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.Decoder;
import io.tocsin.server.inspect.Inspection.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Telemetry taken apart: each entry of its values, alone under the message's own head, asked of the decoder again. */
final class PartsOf {
    private static final int WRITTEN_CHARS_MAX = 160;
    private static final JsonMapper JSON = new JsonMapper();

    private final Site site;
    private final Arrival arrival;

    PartsOf(Site site, Arrival arrival) {
        this.site = site;
        this.arrival = arrival;
    }

    List<Part> parts() {
        JsonNode root = root();
        List<Part> parts = new ArrayList<>();
        if (root instanceof ObjectNode head
                && head.get("values") != null
                && head.get("values").isArray()) {
            for (JsonNode value : head.get("values")) {
                parts.add(part(head.deepCopy(), value));
            }
        }
        return parts;
    }

    /** What the decoder took is JSON; that a tree holds it too is not promised. */
    private JsonNode root() {
        try {
            return JSON.readTree(arrival.payload());
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private Part part(ObjectNode head, JsonNode value) {
        head.putArray("values").add(value);
        Heard heard = new Heard(site);
        byte[] payload = head.toString().getBytes(UTF_8);
        int most = site.settings().ingest().maxPayloadBytes();
        new Decoder(site).decode(Arrival.of(arrival.topic(), payload, false, most, arrival.receiveMs()), heard);
        String written = value.toString();
        return new Part(
                written.length() > WRITTEN_CHARS_MAX ? written.substring(0, WRITTEN_CHARS_MAX) + "…" : written,
                heard.samples.isEmpty() ? null : heard.samples.get(0),
                List.copyOf(heard.rejections));
    }
}
