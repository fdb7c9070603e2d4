package io.tocsin.simulator.replay;

import io.tocsin.simulator.telemetry.ReadingQuality;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in a cell of a history file. */
final class Cell {
    static final String QUALITY_EXPECTED = "GOOD, UNCERTAIN, BAD or an OPC status number";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern STATUS = Pattern.compile("0[xX][0-9a-fA-F]{1,8}|\\d{1,10}");
    /** OPC DA status words have 16 bits; a greater number is an OPC UA status. */
    private static final long OPC_DA_MAX = 0xFFFF;

    private Cell() {}

    /** The number; NaN where there is none, or none that is finite. True and false are 1 and 0. */
    static double number(String text) {
        String trimmed = text.trim();
        if (NUMBER.matcher(trimmed).matches()) {
            double value = Double.parseDouble(trimmed);
            return Double.isFinite(value) ? value : Double.NaN;
        }
        if (trimmed.equalsIgnoreCase("true")) {
            return 1;
        }
        return trimmed.equalsIgnoreCase("false") ? 0 : Double.NaN;
    }

    /** The quality; an empty cell is good; empty where the text is none, which counts as bad. */
    static Optional<ReadingQuality> quality(String text) {
        String word = text.trim().toUpperCase(Locale.ROOT);
        if (word.isEmpty()) {
            return Optional.of(ReadingQuality.GOOD);
        }
        for (ReadingQuality quality : ReadingQuality.values()) {
            if (quality.name().equals(word)) {
                return Optional.of(quality);
            }
        }
        return STATUS.matcher(word).matches() ? Optional.of(opc(Long.decode(decimal(word)))) : Optional.empty();
    }

    /** Leading zeros would make a number octal. */
    private static String decimal(String word) {
        return word.startsWith("0X") ? word : word.replaceFirst("^0+(?=\\d)", "");
    }

    private static ReadingQuality opc(long status) {
        if (status > OPC_DA_MAX) {
            long severity = (status >>> 30) & 3;
            return severity == 0 ? ReadingQuality.GOOD : severity == 1 ? ReadingQuality.UNCERTAIN : ReadingQuality.BAD;
        }
        long major = status & 0xC0;
        return major == 0xC0 ? ReadingQuality.GOOD : major == 0x40 ? ReadingQuality.UNCERTAIN : ReadingQuality.BAD;
    }
}
