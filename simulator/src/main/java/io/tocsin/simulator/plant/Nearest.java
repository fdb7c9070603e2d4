package io.tocsin.simulator.plant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** The name with the fewest letters wrong, if that is at most a third of them (or two); the first wins a tie. */
    static Optional<String> to(String wanted, List<String> names) {
        String best = null;
        int least = Math.max(2, wanted.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                best = name;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Letters to change, add or leave out. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
