package io.tocsin.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code --name value} and {@code --flag}; what is not asked for is a mistake and said so. */
final class Options {
    private final List<String> rest;

    Options(String... args) {
        rest = new ArrayList<>(Arrays.asList(args));
    }

    boolean flag(String name) {
        return rest.remove("--" + name);
    }

    int number(String name, int otherwise) {
        int at = rest.indexOf("--" + name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 == rest.size()) {
            throw new IllegalArgumentException("expected a number after --" + name);
        }
        rest.remove(at);
        return Integer.parseInt(rest.remove(at));
    }

    void expectNothingMore() {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("expected no further option, was " + String.join(" ", rest));
        }
    }
}
