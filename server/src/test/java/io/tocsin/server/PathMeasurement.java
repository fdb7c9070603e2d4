package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.journal.Journal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * How long a sample takes from its publisher to a record in Kafka, and how many single-sample messages a second become
 * durable; beside them what the disk and the broker alone take, in the same run. Broker, Kafka, engine and load share the
 * machine and this process. Run by {@code bench/run path}; what it counts is compared before a figure is printed.
 */
public final class PathMeasurement {
    private static final String TOPIC = "park/it/e1/g1/telemetry";
    private static final int WINDOW = 2_000;
    private static final int TAGS = 1_000;
    /** One message in so many changes an alarm. */
    private static final int CHANGE_EVERY = 50;

    private static final int RATE = Integer.getInteger("tocsin.rate", 5_000);
    private static final int SECONDS = Integer.getInteger("tocsin.seconds", 20);

    private PathMeasurement() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "path-measurement");
        try (House house = House.open(folder)) {
            System.out.printf(Locale.ROOT, "rate=%d/s seconds=%d%n", RATE, SECONDS);
            fsync(folder);
            bareBroker(house);
            Path site = site(folder);
            try (Station station = house.station(site, "engine", false)) {
                awaitConnected(station);
                toKafka(house);
                asManyAsPossible(house, folder.resolve("engine"));
            }
        } finally {
            deleteAll(folder);
        }
    }

    // ---- what others take -------------------------------------------------------------------------------------------

    private static void fsync(Path folder) throws Exception {
        long[] ns = new long[500];
        try (FileChannel file =
                FileChannel.open(folder.resolve("fsync"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < ns.length; i++) {
                long begun = System.nanoTime();
                file.write(ByteBuffer.allocate(256));
                file.force(false);
                ns[i] = System.nanoTime() - begun;
            }
        }
        print("the disk alone: 256 bytes and fdatasync", ns, ns.length);
    }

    private static void bareBroker(House house) throws Exception {
        Latencies latencies = new Latencies(RATE * SECONDS);
        MqttAsyncClient subscriber = connected(house, "bare-subscriber");
        subscriber.setCallback(latencies);
        subscriber.subscribe("bare", 1).waitForCompletion();
        MqttAsyncClient publisher = connected(house, "bare-publisher");
        publish(publisher, "bare", RATE * SECONDS, RATE, (number, into) -> into.putLong(System.nanoTime()));
        latencies.awaitAll();
        print("the broker alone: QoS 1, publisher to a bare subscriber", latencies.ns, latencies.count());
        close(publisher);
        close(subscriber);
    }

    // ---- the engine -------------------------------------------------------------------------------------------------

    private static Path site(Path folder) throws Exception {
        StringBuilder tags = new StringBuilder("tags:\n");
        for (int tag = 0; tag < TAGS; tag++) {
            tags.append("  - {tag: T-")
                    .append(tag)
                    .append(", metric: LEVEL, enterprise: e1, deadband: 1, limits: {H: 10}}\n");
        }
        return SiteFolder.write(folder.resolve("site"), tags.toString());
    }

    private static void awaitConnected(Station station) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (station.health().parts().stream().anyMatch(part -> !part.ok())) {
            if (System.nanoTime() > untilNs) {
                throw new IllegalStateException("expected all links, was " + station.health());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Each changing message makes exactly one transition of its own tag, so the n-th of a tag's is the n-th record. */
    private static void toKafka(House house) throws Exception {
        int messages = RATE * SECONDS;
        int changes = messages / CHANGE_EVERY;
        long[] sentNs = new long[changes];
        long[] ns = new long[changes];
        MqttAsyncClient publisher = connected(house, "publisher");
        Thread reader = new Thread(() -> read(house, sentNs, ns), "kafka-reader");
        reader.start();
        publish(publisher, TOPIC, messages, RATE, (number, into) -> {
            int change = number / CHANGE_EVERY;
            boolean changing = number % CHANGE_EVERY == 0 && change < changes;
            // Each tag is raised once in its first turn and cleared in its next.
            int tag = changing ? change % (TAGS / 2) : TAGS / 2 + number % (TAGS / 2);
            double value = changing && change / (TAGS / 2) % 2 == 0 ? 12 : 5;
            if (changing) {
                sentNs[change] = System.nanoTime();
            }
            into.put(String.format(
                            Locale.ROOT,
                            "{\"seq\":%d,\"ts\":%d,\"values\":[{\"tag\":\"T-%d\",\"v\":%s}]}",
                            number,
                            System.currentTimeMillis(),
                            tag,
                            value)
                    .getBytes(UTF_8));
        });
        reader.join(60_000);
        if (Arrays.stream(ns).anyMatch(each -> each == 0)) {
            throw new IllegalStateException("expected " + changes + " transitions, was fewer");
        }
        print("publisher to record in Kafka, at " + RATE + " messages/s", ns, changes);
        close(publisher);
    }

    private static void read(House house, long[] sentNs, long[] ns) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", house.bootstrap(), "fetch.max.wait.ms", 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(House.EVENTS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long[] seen = new long[TAGS];
            int found = 0;
            while (found < ns.length) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                    long nowNs = System.nanoTime();
                    String alarm = new String(each.key(), UTF_8);
                    if (alarm.startsWith("T-") && alarm.endsWith(":H")) {
                        int tag = Integer.parseInt(alarm.substring(2, alarm.length() - 2));
                        int change = (int) (seen[tag] * (TAGS / 2) + tag);
                        seen[tag]++;
                        ns[change] = nowNs - sentNs[change];
                        found++;
                    }
                }
            }
        }
    }

    /** As the broker takes them, with a window of answers that are due; then every one of them must be in the journal. */
    private static void asManyAsPossible(House house, Path engine) throws Exception {
        long before = records(engine);
        int messages = 10_000 * SECONDS;
        MqttAsyncClient publisher = connected(house, "flat-out");
        long begun = System.nanoTime();
        publish(
                publisher,
                TOPIC,
                messages,
                0,
                (number, into) -> into.put(String.format(
                                Locale.ROOT,
                                "{\"values\":[{\"tag\":\"T-%d\",\"v\":%d}]}",
                                TAGS / 2 + number % (TAGS / 2),
                                number % 5)
                        .getBytes(UTF_8)));
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (records(engine) < before + messages) {
            if (System.nanoTime() > untilNs) {
                throw new IllegalStateException(
                        "expected " + messages + " in the journal, was " + (records(engine) - before));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "journaled, with broker, Kafka and load beside it: %,.0f single-sample messages/s (%d in %.1f s)%n",
                messages / seconds,
                messages,
                seconds);
        close(publisher);
    }

    private static long records(Path engine) throws Exception {
        List<Long> segments = Journal.segmentsOf(engine.resolve("journal"));
        long newest = segments.get(segments.size() - 1);
        try (var reader = Journal.read(engine.resolve("journal"), newest)) {
            long last = newest - 1;
            while (reader.next()) {
                last = reader.record().seq();
            }
            return last;
        }
    }

    // ---- publishing -------------------------------------------------------------------------------------------------

    private interface Payload {
        void write(int number, ByteBuffer into);
    }

    private static MqttAsyncClient connected(House house, String id) throws Exception {
        MqttAsyncClient client = new MqttAsyncClient(house.mqttUrl(), id, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(WINDOW);
        client.connect(options).waitForCompletion();
        return client;
    }

    private static void close(MqttAsyncClient client) throws Exception {
        client.disconnect().waitForCompletion();
        client.close();
    }

    /** @param rate messages a second, evenly; 0 = as many as are answered */
    private static void publish(MqttAsyncClient client, String topic, int messages, int rate, Payload payload)
            throws Exception {
        Semaphore room = new Semaphore(WINDOW);
        AtomicLong failed = new AtomicLong();
        IMqttActionListener answer = new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                room.release();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                failed.incrementAndGet();
                room.release();
            }
        };
        ByteBuffer buffer = ByteBuffer.allocate(256);
        long begun = System.nanoTime();
        for (int number = 0; number < messages; number++) {
            long dueNs = rate == 0 ? 0 : begun + number * TimeUnit.SECONDS.toNanos(1) / rate;
            long earlyNs = dueNs - System.nanoTime();
            if (rate > 0 && earlyNs > 0) {
                TimeUnit.NANOSECONDS.sleep(earlyNs);
            }
            room.acquire();
            payload.write(number, buffer.clear());
            byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
            client.publish(topic, bytes, 1, false, null, answer);
        }
        room.acquire(WINDOW);
        if (failed.get() > 0) {
            throw new IllegalStateException("expected an answer to every message, " + failed + " had none");
        }
    }

    /** From the publisher's stamp in the payload to here. */
    private static final class Latencies implements MqttCallback {
        private final long[] ns;
        private final AtomicLong count = new AtomicLong();

        Latencies(int messages) {
            ns = new long[messages];
        }

        int count() {
            return (int) count.get();
        }

        void awaitAll() throws InterruptedException {
            for (int i = 0; i < 600 && count.get() < ns.length; i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            if (count.get() != ns.length) {
                throw new IllegalStateException("expected " + ns.length + " messages, was " + count);
            }
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            long sentNs = ByteBuffer.wrap(message.getPayload()).getLong();
            ns[(int) count.getAndIncrement()] = System.nanoTime() - sentNs;
        }

        @Override
        public void connectionLost(Throwable cause) {
            throw new IllegalStateException("expected a connection that holds", cause);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Only publishers ask.
        }
    }

    private static void print(String what, long[] ns, int all) {
        int count = all - all / 2;
        // The first half warms up: compilers, brokers, sessions.
        long[] sorted = Arrays.copyOfRange(ns, all / 2, all);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.2f ms, p99 %.2f ms, longest %.1f ms, of %d%n",
                what,
                sorted[count / 2] / 1e6,
                sorted[(int) (count * 0.99)] / 1e6,
                sorted[count - 1] / 1e6,
                count);
    }

    private static void deleteAll(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
