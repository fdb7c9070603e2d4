package io.tocsin.server;

import io.tocsin.server.live.Watermarks;
import io.tocsin.server.live.Watermarks.Word;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Tells gateways how much of what they sent is durable, so that they may forget it: the broker's own acknowledgement says
 * only that the broker has it.
 *
 * <p>Owns one thread. A word that does not go out waits for the link; a newer one takes its place.
 */
final class WatermarkWord implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long LOOK_EVERY_MS = 100;

    private final Watermarks watermarks;
    private final Function<Word, String> topic;
    private final Publisher publisher;
    private final LongSupplier nowMs;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "watermark-word");

    /** Publishes, and says whether it went out. */
    interface Publisher {
        boolean say(String topic, byte[] payload);
    }

    /** A word without its thread. */
    WatermarkWord(Watermarks watermarks, Function<Word, String> topic, Publisher publisher, LongSupplier nowMs) {
        this.watermarks = watermarks;
        this.topic = topic;
        this.publisher = publisher;
        this.nowMs = nowMs;
        thread.setDaemon(true);
    }

    WatermarkWord start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                say();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says what is to be said now. */
    void say() {
        List<Word> words = watermarks.take();
        for (Word word : words) {
            if (!publisher.say(topic.apply(word), json(word, nowMs.getAsLong()))) {
                watermarks.back(word);
            }
        }
    }

    static byte[] json(Word word, long nowMs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(80);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("session", word.session());
            json.writeNumberProperty("upToSeq", word.upToSeq());
            json.writeNumberProperty("ts", nowMs);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Nothing more is said: what comes in now may not become durable. */
    @Override
    public void close() {
        closed.countDown();
    }
}
