package io.tocsin.server.past;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts texts into the words that are searched: runs of letters and digits, and each ideograph by itself, so that any
 * part of a Chinese text is found without a dictionary.
 */
final class Words {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Words() {}

    /** The words of a text, as they go to the index. */
    static String indexed(String text) {
        return String.join(" ", of(text));
    }

    /**
     * What a person typed, as a question to the index: each piece between spaces must be there as it stands; a word's
     * beginning is enough at the end of a piece. Empty where nothing is left to search for.
     */
    static String question(String typed) {
        List<String> pieces = new ArrayList<>();
        for (String piece : SPACE.split(typed, -1)) {
            List<String> words = of(piece);
            if (!words.isEmpty()) {
                String last = words.get(words.size() - 1);
                boolean begun = !Character.isIdeographic(last.codePointAt(0));
                pieces.add('"' + String.join(" ", words) + '"' + (begun ? "*" : ""));
            }
        }
        return String.join(" ", pieces);
    }

    /** No word holds anything but letters and digits: nothing of it can be taken for the index's own language. */
    private static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean ideograph = Character.isIdeographic(c);
            if (ideograph || !Character.isLetterOrDigit(c)) {
                end(word, words);
            }
            if (ideograph) {
                words.add(Character.toString(c));
            } else if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
