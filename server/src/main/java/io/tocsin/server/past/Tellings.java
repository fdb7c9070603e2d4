package io.tocsin.server.past;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads the events of a span, and those before it that still matter. One thread. */
final class Tellings {
    /** Three annunciations within a minute chatter, and one may be fleeting so long behind its end. */
    private static final long REACH_MS = 120_000;

    private static final String EVENTS = """
            SELECT e.type, e.time_ms, e.state, e.priority, e.position, e.annunciated, e.suppressed, e.grouped, e.drill,
              o.id AS occurrence_id, o.alarm, o.class
            FROM event e JOIN occurrence o ON o.seq = e.occurrence
            """;
    private static final String ORDER = " ORDER BY e.time_ms, e.seq";
    private static final String OF_ENTERPRISE = " AND (:enterprise IS NULL OR o.enterprise = :enterprise)";
    private static final String BEFORE = EVENTS + """
            WHERE e.time_ms < :from AND e.seq IN (
              SELECT seq FROM event WHERE time_ms >= :near AND time_ms < :from
              UNION SELECT seq FROM event WHERE occurrence IN (
                SELECT seq FROM occurrence WHERE last_ms >= :from AND raised_ms < :from
                UNION SELECT seq FROM occurrence WHERE raised_ms < :from AND state IN
                  ('UNACK_ACTIVE', 'ACK_ACTIVE', 'UNACK_RTN', 'LATCHED_UNACK', 'LATCHED_ACK')
                UNION SELECT seq FROM occurrence WHERE raised_ms < :from AND handling IN ('OPEN', 'ASSIGNED')))""" + OF_ENTERPRISE + ORDER;
    private static final String WITHIN =
            EVENTS + "WHERE e.time_ms >= :from AND e.time_ms < :to" + OF_ENTERPRISE + ORDER;

    private final Handle handle;
    private final History.Span span;

    Tellings(Handle handle, History.Span span) {
        this.handle = handle;
        this.span = span;
    }

    void before(Consumer<PastTelling> to) {
        each(handle.createQuery(BEFORE).bind("near", span.fromMs() - REACH_MS), to);
    }

    void within(Consumer<PastTelling> to) {
        each(handle.createQuery(WITHIN).bind("to", span.toMs()), to);
    }

    private void each(Query query, Consumer<PastTelling> to) {
        query.bind("from", span.fromMs())
                .bind("enterprise", span.enterprise())
                .map((row, context) -> PastTelling.of(row))
                .forEach(to);
    }
}
