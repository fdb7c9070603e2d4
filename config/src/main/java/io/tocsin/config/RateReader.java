package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import java.util.function.Function;

/** Reads what a gateway may send, where it stands for one gateway and where it stands for all. */
final class RateReader {
    private static final Text COUNT = Wording.text("1 至 1000000 的整数或 off", "an integer from 1 to 1000000 or off");
    private static final Text SIZE = Wording.text("字节数 1KiB..1GiB 或 off", "a size of 1KiB..1GiB or off");

    private static final Parser<Long> MESSAGES = orOff(Values.integer(1, 1_000_000, COUNT), Integer::longValue);
    private static final Parser<Long> BYTES = orOff(Values.sizeBytes(1 << 10, 1 << 30, SIZE, SIZE), bytes -> bytes);
    private static final Parser<Long> BURST = Values.checked(
            Values.DURATION_MS, RateReader::isBurst, Wording.text("1s 至 1h 的时长", "a duration from 1s to 1h"));

    private RateReader() {}

    /** @param otherwise what holds for a field that is absent */
    static Rate read(Fields fields, Rate otherwise) {
        return new Rate(
                fields.read("rateMessages", MESSAGES, otherwise.messagesPerS()),
                fields.read("rateBytes", BYTES, otherwise.bytesPerS()),
                fields.read("rateBurst", BURST, otherwise.burstMs()));
    }

    private static boolean isBurst(long ms) {
        return ms >= 1_000 && ms <= 3_600_000;
    }

    private static <T> Parser<Long> orOff(Parser<T> limit, Function<T, Long> number) {
        return (node, path, reading) -> {
            if (Values.isWord(node, Settings.OFF, path, reading)) {
                return Rate.UNLIMITED;
            }
            T value = limit.parse(node, path, reading);
            return value == null ? null : number.apply(value);
        };
    }
}
