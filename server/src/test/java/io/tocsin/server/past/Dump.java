package io.tocsin.server.past;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All that stands in a file, row by row, the index of words too. */
final class Dump {
    private static final List<String> TABLES = List.of(
            "SELECT * FROM place",
            "SELECT * FROM occurrence ORDER BY seq",
            "SELECT seq, id, occurrence, type, operator, comment, hex(json) FROM event ORDER BY seq",
            "SELECT seq, id, occurrence, time_ms, hex(json) FROM reply ORDER BY seq",
            "SELECT * FROM temp.found ORDER BY term, doc, offset");

    private Dump() {}

    static List<String> of(java.nio.file.Path folder) {
        List<String> rows = new ArrayList<>();
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + folder.resolve("alarms.db"))) {
            handle.execute("CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, words, instance)");
            for (String table : TABLES) {
                handle.createQuery(table).mapToMap().forEach(row -> rows.add(String.valueOf(row)));
            }
        }
        return rows;
    }
}
