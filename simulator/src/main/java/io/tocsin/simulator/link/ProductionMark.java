package io.tocsin.simulator.link;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The mark that keeps simulated and replayed data off a production broker: a retained message
 * <code>{"production":true}</code> on {@value #TOPIC}.
 *
 * <p>A broker without the message is no production broker. One that does not let us look, or whose mark cannot be read,
 * counts as marked.
 */
public enum ProductionMark {
    ABSENT(""),
    PRODUCTION("expected a broker for exercises, was one marked production on tocsin/broker"),
    HIDDEN("expected leave to read tocsin/broker, was refused: the broker may be a production broker");

    /** Where the mark is. */
    public static final String TOPIC = "tocsin/broker";

    private static final long ECHO_MS = 3_000;
    private static final long LONGER_MS = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private final String refusal;

    ProductionMark(String refusal) {
        this.refusal = refusal;
    }

    /** Why nothing is published; empty for {@link #ABSENT}. */
    public String refusal() {
        return refusal;
    }

    /**
     * Looks at the broker, on a connection of its own that has no will and publishes nothing but a probe.
     *
     * <p>MQTT does not say when all retained messages have come. One subscription covers the mark and a probe of ours,
     * so once the probe is back, a mark should have come before it. Artemis was seen to mix up the first messages of a
     * new subscription: hence a little longer.
     */
    public static ProductionMark read(BrokerAccess access) throws MqttException, InterruptedException {
        CountDownLatch echo = new CountDownLatch(1);
        CountDownLatch mark = new CountDownLatch(1);
        String id = "tocsin-probe-" + UUID.randomUUID();
        String probe = TOPIC + "/probe/" + id;
        Connection.Inbox inbox = (topic, payload) -> {
            if (topic.equals(TOPIC) && saysProduction(payload)) {
                mark.countDown();
                echo.countDown();
            } else if (topic.equals(probe)) {
                echo.countDown();
            }
        };
        try (Connection connection = Connection.open(access, id, null, cause -> echo.countDown(), inbox)) {
            if (!connection.subscribe(TOPIC + "/#")) {
                return HIDDEN;
            }
            connection.publishAndWait(probe, "", false);
            // A broker may swallow the probe; it would have sent a mark by the end of the wait all the same.
            boolean echoed = echo.await(ECHO_MS, TimeUnit.MILLISECONDS);
            if (mark.await(echoed ? LONGER_MS : 0, TimeUnit.MILLISECONDS)) {
                return PRODUCTION;
            }
            if (connection.isLost()) {
                throw new MqttException(MqttException.REASON_CODE_CONNECTION_LOST);
            }
            return ABSENT;
        }
    }

    static boolean saysProduction(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return !text.isBlank();
            }
            boolean production = false;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean mark = "production".equals(json.currentName());
                production |= json.nextToken() == JsonToken.VALUE_TRUE && mark;
                json.skipChildren();
            }
            return production;
        } catch (JacksonException e) {
            return true;
        }
    }
}
