package io.tocsin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One column of a recording, read the plain way, to compare an engine with. */
record WideCsv(List<Sample> samples) {
    /** A value at its time. */
    record Sample(long timeMs, double value) {}

    static WideCsv column(Path file, String tag) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int at = Arrays.asList(lines.get(0).split(",", -1)).indexOf(tag);
        List<Sample> samples = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (!cells[at].isEmpty()) {
                samples.add(new Sample(Instant.parse(cells[0]).toEpochMilli(), Double.parseDouble(cells[at])));
            }
        }
        return new WideCsv(samples);
    }

    /** The naive model of a high limit without delays: RAISED at or beyond it, CLEARED strictly below the deadband. */
    List<String> transitions(double limit, double deadband) {
        List<String> transitions = new ArrayList<>();
        boolean active = false;
        for (Sample sample : samples) {
            boolean next = active ? sample.value() >= limit - deadband : sample.value() >= limit;
            if (next != active) {
                active = next;
                transitions.add((active ? "RAISED " : "CLEARED ") + Instant.ofEpochMilli(sample.timeMs()));
            }
        }
        return transitions;
    }
}
