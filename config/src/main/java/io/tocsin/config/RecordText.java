package io.tocsin.config;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What is configured as text for people, the same on every machine. Stateless. */
final class RecordText {
    static final String HIDDEN = "***";

    private static final int DIGITS_MAX = 17;
    private static final int PLAIN_MAX = 21;

    private RecordText() {}

    static @Nullable Object value(RecordComponent part, Record of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected a public record, was " + of.getClass(), e);
        }
    }

    /** Null where nothing was given. A record has its parts by name, and its own name where it is one kind of several. */
    static @Nullable String of(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Double number) {
            return number.isNaN() ? null : number(number);
        }
        if (value instanceof Enum<?> word) {
            return word.name();
        }
        if (value instanceof ZoneId zone) {
            return zone.getId();
        }
        if (value instanceof Expression expression) {
            return ExpressionText.of(expression);
        }
        if (value instanceof Collection<?> list) {
            return list(list);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return value instanceof Record record ? record(record) : value.toString();
    }

    private static String list(Collection<?> list) {
        StringJoiner text = new StringJoiner(" ");
        list.forEach(item -> text.add(within(item)));
        return text.toString();
    }

    private static String map(Map<?, ?> map) {
        StringJoiner text = new StringJoiner(" ");
        map.forEach((key, item) -> text.add(of(key) + "=" + of(item)));
        return text.toString();
    }

    private static String record(Record record) {
        StringJoiner text = new StringJoiner(" ");
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            Object value = value(part, record);
            String shown = of(value);
            if (shown != null && !shown.isEmpty()) {
                text.add(part.getName() + "=" + (part.isAnnotationPresent(Secret.class) ? HIDDEN : within(value)));
            }
        }
        boolean ofSeveral = record.getClass().getInterfaces().length > 0;
        return ofSeveral ? record.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + text : text.toString();
    }

    private static String within(@Nullable Object value) {
        String text = String.valueOf(of(value));
        return value instanceof Record || value instanceof Collection || value instanceof Map ? "{" + text + "}" : text;
    }

    /** The fewest digits that read as the same number: Java's own text of a number is not the same in every version. */
    static String number(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal text = exact;
        for (int digits = 1; digits <= DIGITS_MAX; digits++) {
            text = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (text.doubleValue() == value) {
                break;
            }
        }
        BigDecimal shortest = text.stripTrailingZeros();
        boolean plain = Math.abs(shortest.precision() - shortest.scale()) <= PLAIN_MAX;
        return plain ? shortest.toPlainString() : shortest.toString();
    }
}
