package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Scalar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of a table test: so long after its start, in as many units as people like. */
final class Offsets {
    static final Parser<Long> OFFSET_MS = Offsets::read;

    private static final Pattern UNITS = Pattern.compile(
            "(?=[0-9])(?:([0-9]{1,4})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?");
    private static final long[] UNIT_MS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final Text WANTED =
            Wording.text("相对开始的时间，如 0s、15s、1m30s、2h", "a time after the start such as 0s, 15s, 1m30s or 2h");

    private Offsets() {}

    private static @Nullable Long read(YamlNode node, Path path, Reading reading) {
        Scalar scalar = Values.scalar(node, WANTED, path, reading);
        if (scalar == null) {
            return null;
        }
        Matcher units = UNITS.matcher(scalar.text());
        if (!scalar.may(Kind.TEXT) || !units.matches()) {
            Values.refuse(scalar, WANTED, path, reading);
            return null;
        }
        long ms = 0;
        for (int i = 0; i < UNIT_MS.length; i++) {
            ms += units.group(i + 1) == null ? 0 : Long.parseLong(units.group(i + 1)) * UNIT_MS[i];
        }
        if (ms > Values.LONGEST_MS) {
            Values.refuse(scalar, Wording.text("不超过 3650d 的时间", "a time of at most 3650d"), path, reading);
            return null;
        }
        return ms;
    }
}
