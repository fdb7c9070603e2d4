package io.tocsin.server.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Random walks of a few tags, with bad samples, silence and, where asked for, receipts in another order. */
record RandomHistory(List<Row> rows, boolean received) {
    private static final long START_MS = 1_704_067_200_000L;

    /** One sample; quality as in {@link io.tocsin.rules.Quality}. */
    record Row(int tag, long timeMs, double value, int quality, long receivedMs) {}

    static RandomHistory of(long seed, int tags, int count, boolean received) {
        Random random = new Random(seed);
        double[] value = new double[tags];
        long[] lagMs = new long[tags];
        for (int tag = 0; tag < tags; tag++) {
            value[tag] = 10;
            lagMs[tag] = received ? random.nextInt(60_000) : 0;
        }
        List<Row> rows = new ArrayList<>();
        long[] newest = new long[tags];
        long timeMs = START_MS;
        for (int i = 0; i < count; i++) {
            timeMs += random.nextInt(40) == 0 ? 120_000 : random.nextInt(2_000);
            int tag = random.nextInt(tags);
            value[tag] += random.nextInt(9) / 4.0 - 1 + (10 - value[tag]) / 20;
            boolean seldom = received && random.nextInt(50) == 0;
            long lag = lagMs[tag] + (received ? random.nextInt(500) : 0) + (seldom ? random.nextInt(600_000) : 0);
            int quality = random.nextInt(30) == 0 ? 2 : random.nextInt(30) == 0 ? 1 : 0;
            if (timeMs > newest[tag]) {
                newest[tag] = timeMs;
                rows.add(new Row(tag, timeMs, Math.rint(value[tag] * 100) / 100, quality, timeMs + lag));
            }
        }
        return new RandomHistory(rows, received);
    }

    Path write(Desk desk) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(received ? "time,tag,value,quality,received" : "time,tag,value,quality");
        for (Row row : rows) {
            String line = Instant.ofEpochMilli(row.timeMs()) + "," + name(row.tag()) + "," + row.value() + ","
                    + List.of("GOOD", "UNCERTAIN", "BAD").get(row.quality());
            lines.add(received ? line + "," + Instant.ofEpochMilli(row.receivedMs()) : line);
        }
        return desk.data(lines.toArray(String[]::new));
    }

    static String name(int tag) {
        return tag == 0 ? "T" : "T" + tag;
    }

    /** As a live engine was given them. */
    List<Row> byReceipt() {
        return rows.stream().sorted(Comparator.comparingLong(Row::receivedMs)).toList();
    }
}
