package io.tocsin.server.events;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.rules.Input;
import java.util.Locale;

/** The names that CloudEvents types and commands carry on the wire. */
public final class EventNames {
    public static final String STATE = "io.tocsin.alarm.state";
    public static final String REPLY = "io.tocsin.command.reply";
    public static final String PASSAGE = "io.tocsin.gate.passage";
    public static final String WARNING = "io.tocsin.warning";
    public static final String HEARTBEAT = "io.tocsin.heartbeat";
    public static final String REMOVED = "io.tocsin.alarm.removed";

    private EventNames() {}

    /** {@code io.tocsin.alarm.raised} and the like. */
    static String type(AlarmEvent.Type type) {
        return "io.tocsin.alarm." + type.name().toLowerCase(Locale.ROOT);
    }

    /** The word for a verb in a command: {@code acknowledge}, {@code removeFromService}. */
    public static String command(Input.Verb verb) {
        StringBuilder word = new StringBuilder();
        boolean begins = false;
        for (char letter : verb.name().toLowerCase(Locale.ROOT).toCharArray()) {
            if (letter == '_') {
                begins = true;
            } else {
                word.append(begins ? Character.toUpperCase(letter) : letter);
                begins = false;
            }
        }
        return word.toString();
    }
}
