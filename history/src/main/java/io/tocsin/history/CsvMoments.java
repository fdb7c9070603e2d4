package io.tocsin.history;

/** The times of a row of a CSV file. */
final class CsvMoments {
    private final CsvLine line;
    private final int time;
    private final int received;
    private final Times times = new Times();
    private final Times receivedTimes = new Times();

    CsvMoments(CsvLine line, CsvHeader header) {
        this.line = line;
        this.time = header.time();
        this.received = header.received();
    }

    /** False where the row has no time, or one that steps back. */
    boolean read(Sample sample) {
        long timeMs = times.parse(line.bytes(), line.from(time), line.to(time));
        if (timeMs == Times.NONE) {
            line.expected(time, Times.EXPECTED);
            return false;
        }
        if (!line.mistakes().inOrder(timeMs)) {
            line.mistakes().steppedBack(line.number(), line.column(time), timeMs);
            return false;
        }
        sample.timeMs = timeMs;
        sample.receivedMs = timeMs;
        sample.hasReceived = false;
        return received < 0 || line.isEmpty(received) || readReceived(sample);
    }

    private boolean readReceived(Sample sample) {
        long receivedMs = receivedTimes.parse(line.bytes(), line.from(received), line.to(received));
        if (receivedMs == Times.NONE) {
            line.expected(received, Times.EXPECTED);
            return false;
        }
        sample.receivedMs = receivedMs;
        sample.hasReceived = true;
        return true;
    }
}
