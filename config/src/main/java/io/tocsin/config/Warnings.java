package io.tocsin.config;

import java.util.List;

/**
 * When an early warning (预警) is suggested: of each rule that is met the most severe colour counts.
 *
 * <p>The colours are a suggestion of this platform's own configuration; no document gives a formula.
 */
public record Warnings(List<Rule> rules) {
    public Warnings {
        rules = List.copyOf(rules);
    }

    /** How severe it is, the most severe first. */
    public enum Colour {
        /** 红. */
        RED,
        /** 橙. */
        ORANGE,
        /** A point that is needed is not seen: dark is never low risk. */
        UNKNOWN,
        /** 黄. */
        YELLOW,
        /** 蓝. */
        BLUE,
        /** Calm. */
        NONE
    }

    /**
     * @param count met while at least so many of these alarms stand
     */
    public record Rule(Colour colour, AlarmMatch match, int count) {}

    /** What holds where a site says nothing. */
    public static final Warnings STANDARD = new Warnings(List.of(
            new Rule(Colour.RED, conditions("CH"), 1),
            new Rule(Colour.RED, priority(Priority.CRITICAL), 3),
            new Rule(Colour.ORANGE, priority(Priority.CRITICAL), 1),
            new Rule(Colour.YELLOW, priority(Priority.HIGH), 1),
            new Rule(Colour.BLUE, priority(Priority.MEDIUM), 1)));

    private static AlarmMatch conditions(String condition) {
        return new AlarmMatch(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(condition),
                List.of("PROCESS"),
                List.of());
    }

    private static AlarmMatch priority(Priority priority) {
        return new AlarmMatch(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("PROCESS"),
                List.of(priority));
    }
}
