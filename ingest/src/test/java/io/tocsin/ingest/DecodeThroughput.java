package io.tocsin.ingest;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many samples a second one thread decodes, and how many bytes it allocates for each: a program to run by
 * hand, not a test.
 *
 * <p>{@code java -cp ... io.tocsin.ingest.DecodeThroughput}
 */
final class DecodeThroughput {
    private static final int TAGS = 20_000;
    private static final long ROUND_SAMPLES = 4_000_000;

    private DecodeThroughput() {}

    public static void main(String[] args) {
        for (int batch : new int[] {1, 10, 100, 1_000}) {
            Decoder decoder = new Decoder(site());
            List<Arrival> arrivals = arrivals(batch);
            for (int round = 0; round < 5; round++) {
                run(decoder, arrivals, batch, round);
            }
        }
    }

    private static void run(Decoder decoder, List<Arrival> arrivals, int batch, int round) {
        Sum sum = new Sum();
        com.sun.management.ThreadMXBean thread =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        while (sum.samples < ROUND_SAMPLES) {
            for (Arrival arrival : arrivals) {
                decoder.decode(arrival, sum);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double bytes = thread.getCurrentThreadAllocatedBytes() - allocated;
        System.out.printf(
                Locale.ROOT,
                "batch %d round %d: %,.0f samples/s, %,.0f messages/s, %.1f B/sample, payload %d B, sum %s%n",
                batch,
                round,
                sum.samples / seconds,
                sum.samples / seconds / batch,
                bytes / sum.samples,
                arrivals.get(0).payload().length,
                sum.value > 0);
    }

    private static List<Arrival> arrivals(int batch) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int message = 0; message < 1_000; message++) {
            StringBuilder text = new StringBuilder("{\"seq\":" + message + ",\"ts\":1795305600000,\"values\":[");
            for (int i = 0; i < batch; i++) {
                int tag = (message * 31 + i * 7) % TAGS;
                text.append(i == 0 ? "" : ",")
                        .append("{\"tag\":\"T-")
                        .append(tag)
                        .append(".LEVEL\",\"v\":")
                        .append(tag % 14)
                        .append('.')
                        .append(10 + tag % 90)
                        .append('}');
            }
            byte[] payload = text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
            String topic = "park/p/330199000001/gw" + message % 20 + "/telemetry";
            arrivals.add(Arrival.of(topic, payload, false, 1 << 20, 1_795_305_600_050L));
        }
        return arrivals;
    }

    private static Site site() {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < TAGS; i++) {
            tags.add(Sites.tag("T-" + i + ".LEVEL", "330199000001", Collections.emptySortedMap()));
        }
        Site.Park park = new Site.Park(Site.UNNAMED, Text.of("p"), ZoneId.of("Asia/Shanghai"));
        return new Site(park, List.of(), List.of(), List.of(), tags, Settings.defaults(), "hash");
    }

    private static final class Sum extends DecoderFuzzTest.Ignored {
        private long samples;
        private double value;

        @Override
        public void sample(int tag, long effectiveMs, double v, int quality, long receiveMs) {
            samples++;
            value += v;
        }
    }
}
