package io.tocsin.ingest;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a gateway is there, and the rule by which a status of an older connection is told from a newer one.
 *
 * <p>A gateway writes its last will before it connects and its birth after. So the will of a connection carries a time
 * after the birth of the connection before, and at or before its own birth. Hence, of one session:
 *
 * <ul>
 *   <li>a birth counts when it is stamped after the newest birth; the same stamp is a repeat;
 *   <li>an "offline" counts when it is stamped after the birth before the newest one (or carries no time, and is live):
 *       the will of the newest connection does, that of the one before does not.
 * </ul>
 *
 * Across sessions:
 *
 * <ul>
 *   <li>a live birth of a session not heard before counts whatever its stamp, for a clock may have been set back;
 *       one of a session that was already replaced, and a retained one, only when stamped after the newest birth;
 *   <li>an "offline" of another session counts only when stamped after the newest birth.
 * </ul>
 *
 * A status without a session is taken for one of the current session; while no session was ever named, a live birth
 * counts whatever its stamp.
 *
 * @param birthMs stamp of the newest birth (of the first "offline", where no birth came before it)
 * @param birthBeforeMs stamp of the birth before that one in the same session; {@link #NONE} where there is none
 * @param replaced the last sessions before this one, newest last
 */
public record Presence(
        boolean online, @Nullable String session, long birthMs, long birthBeforeMs, List<String> replaced) {
    /** Stands for a birth that was not heard. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int REPLACED_MAX = 4;

    public Presence {
        replaced = List.copyOf(replaced);
    }

    /**
     * A status as a gateway says it.
     *
     * @param stampMs the time of receipt where it carries none
     */
    record Said(boolean online, @Nullable String session, boolean stamped, long stampMs, boolean retained) {}

    /** What a status amounts to. */
    enum Verdict {
        /** It is news. */
        COUNTS,
        /** It was heard before. */
        REPEAT,
        /** It is of an older connection. */
        OLD
    }

    /** What a status amounts to after this presence; null = nothing heard yet. */
    static Verdict judge(@Nullable Presence before, Said said) {
        if (before == null) {
            return Verdict.COUNTS;
        }
        return said.online ? before.birth(said) : before.death(said);
    }

    /** The presence after a status that counts. */
    static Presence after(@Nullable Presence before, Said said) {
        if (before == null) {
            return new Presence(said.online, said.session, said.stampMs, NONE, List.of());
        }
        if (!before.isSameSession(said)) {
            return new Presence(said.online, said.session, said.stampMs, NONE, before.withReplaced());
        }
        String session = before.session == null ? said.session : before.session;
        return said.online
                ? new Presence(true, session, said.stampMs, before.birthMs, before.replaced)
                : new Presence(false, session, before.birthMs, before.birthBeforeMs, before.replaced);
    }

    void write(StateWriter out) {
        out.putBoolean(online);
        out.putOptional(session);
        out.putLong(birthMs);
        out.putLong(birthBeforeMs);
        out.putInt(replaced.size());
        replaced.forEach(out::putText);
    }

    static Presence read(StateReader in) {
        boolean online = in.takeBoolean();
        String session = in.takeOptional();
        long birthMs = in.takeLong();
        long birthBeforeMs = in.takeLong();
        int count = in.takeInt();
        List<String> replaced = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replaced.add(in.takeText());
        }
        return new Presence(online, session, birthMs, birthBeforeMs, replaced);
    }

    private Verdict birth(Said said) {
        if (isSameSession(said)) {
            if (said.stampMs == birthMs) {
                return Verdict.REPEAT;
            }
            boolean nameless = session == null && said.session == null && !said.retained;
            return said.stampMs > birthMs || nameless ? Verdict.COUNTS : Verdict.OLD;
        }
        boolean fresh = !said.retained && !replaced.contains(said.session);
        return fresh || said.stampMs > birthMs ? Verdict.COUNTS : Verdict.OLD;
    }

    private Verdict death(Said said) {
        boolean newer = isSameSession(said)
                ? !said.stamped || said.stampMs > birthBeforeMs
                : said.stamped && said.stampMs > birthMs;
        if (!newer) {
            return Verdict.OLD;
        }
        return online || !isSameSession(said) ? Verdict.COUNTS : Verdict.REPEAT;
    }

    private boolean isSameSession(Said said) {
        return said.session == null || session == null || Objects.equals(said.session, session);
    }

    private List<String> withReplaced() {
        List<String> list = new ArrayList<>(replaced);
        if (session != null) {
            list.remove(session);
            list.add(session);
        }
        return list.size() > REPLACED_MAX ? list.subList(1, list.size()) : list;
    }
}
