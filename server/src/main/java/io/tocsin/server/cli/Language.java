package io.tocsin.server.cli;

import io.tocsin.config.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which language people read: chosen by {@code --lang}, else by LC_ALL, LC_MESSAGES or LANG; English otherwise. */
enum Language {
    ZH,
    EN;

    String of(Text text) {
        return this == ZH ? text.zh() : text.en();
    }

    String of(String zh, String en) {
        return this == ZH ? zh : en;
    }

    Locale locale() {
        return this == ZH ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** Reads the choice before the command line is parsed, so that its own help and errors speak the language too. */
    static Language choose(List<String> arguments, Map<String, String> environment) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--lang=")) {
                return named(argument.substring("--lang=".length()));
            }
            if (argument.equals("--lang") && i + 1 < arguments.size()) {
                return named(arguments.get(i + 1));
            }
        }
        for (String variable : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return named(value);
            }
        }
        return EN;
    }

    private static Language named(String value) {
        return value.toLowerCase(Locale.ROOT).startsWith("zh") ? ZH : EN;
    }
}
