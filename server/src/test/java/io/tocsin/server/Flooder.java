package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Publishes as fast as the broker takes it, or at a pace. */
final class Flooder implements AutoCloseable {
    private static final int IN_FLIGHT = 2_000;

    private final String topic;
    private final int qos;
    private final int perSecond;
    private final MqttAsyncClient client;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private long tookNs;

    /** @param perSecond 0 = as fast as it goes */
    Flooder(String url, String topic, int qos, int perSecond) throws MqttException {
        this.qos = qos;
        this.topic = topic;
        this.perSecond = perSecond;
        client = new MqttAsyncClient(url, "flooder", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(IN_FLIGHT + 1);
        client.connect(options).waitForCompletion();
    }

    /** Floods, and waits for every answer. */
    void run(int seconds) throws MqttException, InterruptedException {
        byte[] payload = "{\"values\":[{\"tag\":\"LT-1\",\"v\":1,\"hist\":true}],\"hist\":true}".getBytes(UTF_8);
        long begunNs = System.nanoTime();
        long endNs = begunNs + TimeUnit.SECONDS.toNanos(seconds);
        long sent = 0;
        for (long nowNs = begunNs; nowNs < endNs && fault.get() == null; nowNs = System.nanoTime()) {
            if (perSecond > 0 && sent > (nowNs - begunNs) / 1e9 * perSecond) {
                LockSupport.parkNanos(500_000);
            } else {
                room.acquire();
                client.publish(topic, payload, qos, false, null, new Answer());
                sent++;
            }
        }
        if (!room.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS) || fault.get() != null) {
            throw new AssertionError("expected an answer to every publish", fault.get());
        }
        tookNs = System.nanoTime() - begunNs;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    double seconds() {
        return tookNs / 1e9;
    }

    double rate() {
        return acknowledged() / seconds();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000);
        client.close(true);
    }

    private final class Answer implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            acknowledged.incrementAndGet();
            room.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            fault.compareAndSet(null, cause);
            room.release();
        }
    }
}
