package io.tocsin.config;

import java.util.Locale;

/** A text for people, in both languages; one that was given in one language only stands for both. */
public record Text(String zh, String en) {
    public static Text of(String both) {
        return new Text(both, both);
    }

    /** The same with something that needs no translation behind it. */
    Text with(String more) {
        return new Text(zh + more, en + more);
    }

    /** The Chinese text for any Chinese locale, the English one for all others. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("zh") ? zh : en;
    }
}
