package io.tocsin.server.past;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Deletes what is old in small steps, each a transaction of its own. What stands is never too old. One thread. */
final class Retention {
    private static final int STEP = 200;
    private static final String OLD =
            "(SELECT seq FROM occurrence WHERE last_ms < ?1 AND state = 'NORMAL' ORDER BY last_ms, seq LIMIT " + STEP
                    + ")";
    /** The occurrences last: the others are found by them. */
    private static final List<String> DELETES = List.of(
            "DELETE FROM words WHERE rowid IN " + OLD,
            "DELETE FROM event WHERE occurrence IN " + OLD,
            "DELETE FROM occurrence WHERE seq IN " + OLD,
            "DELETE FROM reply WHERE seq IN (SELECT seq FROM reply WHERE time_ms < ?1 ORDER BY time_ms, seq LIMIT "
                    + STEP + ")");

    private final Connection connection;

    Retention(Connection connection) {
        this.connection = connection;
    }

    /** True where there may be more. */
    boolean step(long olderThanMs) throws SQLException {
        int most = 0;
        for (String delete : DELETES) {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setLong(1, olderThanMs);
                most = Math.max(most, statement.executeUpdate());
            }
        }
        connection.commit();
        return most >= STEP;
    }
}
