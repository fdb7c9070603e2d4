package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import java.util.List;

/** Reads the files of TLS that stand beside an address; where that address does not speak TLS they would have no effect. */
final class TlsReader {
    static final List<String> NAMES = List.of("ca", "certificate", "key");

    private static final Parser<String> FILE = Values.checked(
            Values.TEXT,
            path -> path.isEmpty() || path.startsWith("/"),
            Wording.text("文件的绝对路径", "the absolute path of a file"));

    private TlsReader() {}

    /**
     * @param spoken true where the address speaks TLS
     * @param otherwise what would make it do so, for people
     */
    static Settings.Tls read(Fields fields, boolean spoken, Text otherwise) {
        Settings.Tls tls = new Settings.Tls(
                fields.read("ca", FILE, ""), fields.read("certificate", FILE, ""), fields.read("key", FILE, ""));
        if (!spoken) {
            NAMES.forEach(name -> refuseWithout(fields, name, otherwise));
        } else if (tls.certificate().isEmpty() != tls.key().isEmpty()) {
            String there = tls.key().isEmpty() ? "certificate" : "key";
            String missing = tls.key().isEmpty() ? "key" : "certificate";
            refuse(fields, there, Wording.text("同时给出 `" + missing + "`", "`" + missing + "` beside `" + there + "`"));
        }
        return tls;
    }

    /** A field that has no effect without TLS. */
    static void refuseWithout(Fields fields, String name, Text otherwise) {
        if (fields.has(name) && !fields.read(name, Values.TEXT, "").isEmpty()) {
            refuse(
                    fields,
                    name,
                    Wording.text("与 `" + name + "` 一起给出 " + otherwise.zh(), otherwise.en() + " beside `" + name + "`"));
        }
    }

    private static void refuse(Fields fields, String name, Text wanted) {
        fields.reading().problems().error(fields.place(name), Wording.expected(wanted, Wording.NOTHING));
    }
}
