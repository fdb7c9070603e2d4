package io.tocsin.config;

import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Scalar;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a spreadsheet did to a cell, or a Chinese keyboard: nobody meant it so, and nobody sees it on the screen. */
final class Spoiled {
    private static final Pattern ERROR = Pattern.compile("#(REF!|N/A|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!|SPILL!|#+)");
    private static final Pattern ROUNDED = Pattern.compile("[0-9](\\.[0-9]+)?[eE]\\+[0-9]+");
    private static final Pattern WITH_DECIMALS = Pattern.compile("[0-9]+\\.0+");
    private static final String MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final Pattern DATE = Pattern.compile(
            "[0-9]{1,2}-" + MONTH + "(-[0-9]{2,4})?|" + MONTH + "-[0-9]{1,4}|([0-9]{4}年)?[0-9]{1,2}月([0-9]{1,2}日)?"
                    + "|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[0-9]+,[0-9]+");
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?[0-9]{1,3}([,'\u00A0 ][0-9]{3})+(\\.[0-9]+)?");
    private static final Pattern THOUSANDS_AND_COMMA = Pattern.compile("[-+]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");

    private Spoiled() {}

    /** What is wrong with a cell whatever it should hold; null where nothing is. */
    static @Nullable Text any(String cell) {
        if (!cell.startsWith("#") || !ERROR.matcher(cell).matches()) {
            return null;
        }
        return told(Wording.text("值", "a value"), cell, Wording.text("，表格软件的错误值", ", an error value of a spreadsheet"));
    }

    /** What is wrong with a cell that holds no free text; null where nothing is. */
    static @Nullable Text typed(String cell) {
        boolean wide = cell.chars().anyMatch(c -> (c >= 0xFF01 && c <= 0xFF5E) || c == 0x3000);
        Text wanted = Wording.text("半角字符", "half-width characters");
        return wide ? told(wanted, cell, Wording.text("，含全角字符", " with full-width ones")) : any(cell);
    }

    /** @param known the codes that there are, for digits that lost their leading zeros */
    static @Nullable Text code(String cell, Collection<String> known) {
        Text wanted = Wording.text("完整的编码", "the whole code");
        if (ROUNDED.matcher(cell).matches()) {
            return told(wanted, cell, Wording.text("，被表格软件舍入", ", which a spreadsheet rounded"));
        }
        if (WITH_DECIMALS.matcher(cell).matches()) {
            return told(wanted, cell, Wording.text("，被表格软件加上小数", ", to which a spreadsheet added decimals"));
        }
        if (DATE.matcher(cell).matches()) {
            return told(wanted, cell, Wording.text("，被表格软件改成日期", ", a date that a spreadsheet made of it"));
        }
        String whole = known.contains(cell) || !DIGITS.matcher(cell).matches() ? null : withZeros(cell, known);
        Text zeros = Wording.text("，丢失了前导零", " without its leading zeros");
        return whole == null ? typed(cell) : told(Text.of(Wording.quoted(whole)), cell, zeros);
    }

    private static @Nullable String withZeros(String digits, Collection<String> known) {
        return known.stream()
                .filter(code -> code.length() > digits.length() && code.endsWith(digits))
                .filter(code -> code.substring(0, code.length() - digits.length())
                        .chars()
                        .allMatch(c -> c == '0'))
                .findFirst()
                .orElse(null);
    }

    static @Nullable Text number(String cell) {
        if (Scalar.plain(cell) == Kind.NUMBER) {
            return null;
        }
        boolean thousands = THOUSANDS.matcher(cell).matches();
        boolean comma = DECIMAL_COMMA.matcher(cell).matches();
        if (thousands && comma) {
            Text wanted = Wording.text("不含逗号的数值", "a number without a comma");
            return told(wanted, cell, Wording.text("，千位分隔或小数逗号", ", thousands or decimals"));
        }
        if (thousands) {
            Text wanted = Wording.text("不含千位分隔符的数值 ", "a number without separators of thousands: ");
            return told(wanted.with(cell.replaceAll("[,'\u00A0 ]", "")), cell, Text.of(""));
        }
        if (comma || THOUSANDS_AND_COMMA.matcher(cell).matches()) {
            Text wanted = Wording.text("以小数点书写的数值 ", "a number with a decimal point: ");
            return told(wanted.with(cell.replace(".", "").replace(',', '.')), cell, Text.of(""));
        }
        return typed(cell);
    }

    private static Text told(Text wanted, String cell, Text how) {
        String quoted = Wording.quoted(cell);
        return Wording.expected(wanted, new Text(quoted + how.zh(), quoted + how.en()));
    }
}
