package io.tocsin.server.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, so that one out of range is a usage error and not a fault of whoever would have listened there. */
final class Port implements ITypeConverter<Integer> {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");
    private static final int MAX = 65_535;

    @Override
    public Integer convert(String value) {
        if (!DIGITS.matcher(value).matches() || Integer.parseInt(value) > MAX) {
            throw new TypeConversionException("expected a port from 0 to " + MAX + ", was " + value);
        }
        return Integer.valueOf(value);
    }
}
