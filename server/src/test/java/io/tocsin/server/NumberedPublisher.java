package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Publishes numbered samples at an even pace, each with a stamp of its own, that go over a limit and back as a seed has it;
 * remembers what the broker acknowledged; {@link Pattern} says which transitions follow from what was said.
 */
final class NumberedPublisher implements AutoCloseable {
    static final String TOPIC = "park/it/e1/g1/telemetry";
    private static final int TAGS = 3;
    private static final long STEP_MS = 5;
    private static final long TICK_MS = 10;
    private static final int IN_FLIGHT = 500;
    /** Below the limit of 10, inside the deadband of 1, and beyond the limit. */
    private static final double[] VALUES = {5, 9.5, 12};

    /** A transition that the limit asks for. */
    record Expected(String alarm, String type, long timeMs) {}

    private final RandomGenerator random;
    private final int perTick;
    private final MqttAsyncClient client;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final long startMs;
    private volatile long published;

    /** @param firstMs stamp of the first sample: so long ago that no stamp ever lies ahead of its receipt */
    NumberedPublisher(String url, RandomGenerator random, long firstMs, int perSecond) throws MqttException {
        this.random = random;
        this.startMs = firstMs;
        this.perTick = (int) Math.max(1, perSecond * TICK_MS / 1_000);
        client = new MqttAsyncClient(url, "numbered-publisher", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(IN_FLIGHT);
        client.connect(options).waitForCompletion();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A fault is kept, and thrown where the publisher is asked.
    void start() {
        pace.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            for (int i = 0; i < perTick && fault.get() == null; i++) {
                room.acquire();
                publish();
            }
        } catch (MqttException | InterruptedException e) {
            fault.compareAndSet(null, e);
        }
    }

    private void publish() throws MqttException {
        long number = published + 1;
        long timeMs = startMs + number * STEP_MS;
        String tag = "LT-" + (1 + random.nextInt(TAGS));
        double value = VALUES[random.nextInt(VALUES.length)];
        String payload = String.format(
                Locale.ROOT,
                "{\"seq\":%d,\"ts\":%d,\"values\":[{\"tag\":\"%s\",\"v\":%s},{\"tag\":\"LT-4\",\"v\":%s}]}",
                number,
                timeMs,
                tag,
                value,
                value);
        client.publish(TOPIC, payload.getBytes(UTF_8), 1, false, payload, new Answer());
        published = number;
    }

    long published() {
        Throwable failed = fault.get();
        if (failed != null) {
            throw new AssertionError("the publisher failed", failed);
        }
        return published;
    }

    /** Says nothing more, and waits for every acknowledgement. */
    void finish() throws InterruptedException {
        pace.shutdown();
        if (!pace.awaitTermination(30, TimeUnit.SECONDS) || !room.tryAcquire(IN_FLIGHT, 30, TimeUnit.SECONDS)) {
            throw new AssertionError("expected an answer to every publish");
        }
        published();
    }

    /** Payloads that the broker answered for. */
    List<String> acknowledged() {
        return new ArrayList<>(acknowledged);
    }

    @Override
    public void close() throws MqttException {
        pace.shutdownNow();
        client.disconnectForcibly(0, 1_000);
        client.close(true);
    }

    private final class Answer implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            acknowledged.add((String) token.getUserContext());
            room.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            fault.compareAndSet(null, cause);
            room.release();
        }
    }

    /** The whole of a limit without delays: which transitions follow from payloads in the order in which they came. */
    static final class Pattern {
        private static final java.util.regex.Pattern PAYLOAD = java.util.regex.Pattern.compile(
                "\\{\"seq\":\\d+,\"ts\":(\\d+),\"values\":\\[\\{\"tag\":\"([^\"]+)\",\"v\":([0-9.]+)}.*");

        private final Map<String, Boolean> active = new LinkedHashMap<>();
        private final Map<String, Long> newestMs = new LinkedHashMap<>();
        private final List<Expected> expected = new ArrayList<>();
        private int overtaken;

        void follow(String payload) {
            Matcher found = PAYLOAD.matcher(payload);
            if (!found.matches()) {
                throw new AssertionError("expected a numbered sample, was " + payload);
            }
            follow(found.group(2), Long.parseLong(found.group(1)), Double.parseDouble(found.group(3)));
        }

        private void follow(String tag, long timeMs, double value) {
            if (timeMs <= newestMs.getOrDefault(tag, Long.MIN_VALUE)) {
                overtaken++;
                return;
            }
            newestMs.put(tag, timeMs);
            boolean was = active.getOrDefault(tag, false);
            if (!was && value >= 10) {
                expected.add(new Expected(tag + ":H", "RAISED", timeMs));
                active.put(tag, true);
            } else if (was && value < 9) {
                expected.add(new Expected(tag + ":H", "CLEARED", timeMs));
                active.put(tag, false);
            }
        }

        List<Expected> expected() {
            return expected;
        }

        int overtaken() {
            return overtaken;
        }
    }
}
