package io.tocsin.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Names {
    private Names() {}

    /** The nearest known name, the first of equals; null where none is near enough to be worth naming. */
    public static @Nullable String nearest(String name, Collection<String> known) {
        String best = null;
        int bestDistance = 1 + (name.length() < 3 ? 0 : Math.min(name.length() / 3, 4));
        for (String candidate : known) {
            int distance = distance(fold(name), fold(candidate), bestDistance);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Case, and the marks that people mix up between words, do not count. */
    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Edits (insert, delete, replace, swap of neighbours) from a to b, or {@code limit} where it is not below that. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                current[j] = edits(a, b, i, j, new int[][] {beforeLast, last, current});
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }
        return last[b.length()];
    }

    private static int edits(String a, String b, int i, int j, int[][] rows) {
        int replace = rows[1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(rows[1][j], rows[2][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, rows[0][j - 2] + 1) : best;
    }
}
