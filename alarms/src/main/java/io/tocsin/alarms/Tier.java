package io.tocsin.alarms;

import io.tocsin.alarms.Deadlines.Kind;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Position;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import org.jspecify.annotations.Nullable;

/** Whose an alarm is: the responsible position, and the next tiers that it goes up to when nobody answers in time. */
final class Tier {
    private @Nullable String position;
    private int escalations;

    Tier(@Nullable String position) {
        this.position = position;
    }

    /** Null where nobody in particular is responsible. */
    @Nullable
    String position() {
        return position;
    }

    int escalations() {
        return escalations;
    }

    /** Back to who is responsible first. */
    void begin(@Nullable String responsible) {
        position = responsible;
        escalations = 0;
    }

    /** The configuration names another; one that has gone up stays where it is. */
    void configured(@Nullable String responsible) {
        if (escalations == 0) {
            position = responsible;
        }
    }

    /** Goes up; false where nobody is left to tell. */
    boolean climb(Setting at) {
        String next = next(at);
        if (next == null) {
            return false;
        }
        position = next;
        escalations++;
        return true;
    }

    private @Nullable String next(Setting at) {
        return position == null
                ? null
                : at.rules().position(position).map(Position::escalatesTo).orElse(null);
    }

    /** From now on it goes up when this is not done in time; a deadline that runs already goes on. */
    void arm(Kind kind, String alarmId, AlarmClass alarmClass, Setting at) {
        long withinMs = kind == Kind.UNACKNOWLEDGED ? alarmClass.acknowledgeWithinMs() : alarmClass.handleWithinMs();
        if (withinMs > 0 && next(at) != null && !at.deadlines().isArmed(kind, alarmId)) {
            at.deadlines().arm(kind, alarmId, at.nowMs() + withinMs);
        }
    }

    void write(StateWriter out) {
        out.putOptional(position);
        out.putInt(escalations);
    }

    void read(StateReader in) {
        position = in.takeOptional();
        escalations = in.takeInt();
    }
}
