package io.tocsin.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The text form of deciding variables: one {@code NAME=value} a line, with backslash and line ends escaped. */
final class Archive {
    private Archive() {}

    static byte[] write(SortedMap<String, String> variables) {
        StringBuilder out = new StringBuilder();
        variables.forEach((name, value) ->
                out.append(name).append('=').append(escaped(value)).append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, String> read(byte[] text) {
        Map<String, String> variables = new TreeMap<>();
        new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(line -> variables.put(
                        line.substring(0, line.indexOf('=')), unescaped(line.substring(line.indexOf('=') + 1))));
        return variables;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                c = value.charAt(i);
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
            }
            out.append(c);
        }
        return out.toString();
    }
}
