package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.client.mqttv3.MqttException;

/** A gateway that keeps its pace: numbered samples of one tag that is over its limit and back in turns, at QoS 1. */
final class Steady {
    private final String tag;
    private final String prefix;
    private final Gateway gateway;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private long number;
    private long newestMs;

    private Steady(String url, int index) throws MqttException {
        tag = "LT-" + index;
        prefix = "park/it/e1/g" + index;
        gateway = Gateway.connect(url, prefix);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A fault is kept, and thrown where the gateway is asked.
    static Steady start(String url, int index, int perSecond) throws MqttException {
        Steady steady = new Steady(url, index);
        steady.pace.scheduleAtFixedRate(steady::publish, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        return steady;
    }

    private void publish() {
        try {
            number++;
            newestMs = Math.max(newestMs + 1, System.currentTimeMillis());
            String payload = "{\"seq\":" + number + ",\"ts\":" + newestMs + ",\"values\":[{\"tag\":\"" + tag
                    + "\",\"v\":" + (number % 2 == 0 ? 5 : 12) + "}]}";
            gateway.publish(prefix + "/telemetry", payload.getBytes(UTF_8), false);
            acknowledged.add(payload);
        } catch (MqttException e) {
            fault.compareAndSet(null, e);
        }
    }

    String topic() {
        return prefix + "/telemetry";
    }

    /** What the broker answered for. */
    List<String> acknowledged() {
        Throwable failed = fault.get();
        if (failed != null) {
            throw new AssertionError("the gateway failed", failed);
        }
        return List.copyOf(acknowledged);
    }

    void finish() throws InterruptedException, MqttException {
        pace.shutdown();
        if (!pace.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("expected an answer to every publish");
        }
        gateway.close();
        acknowledged();
    }
}
