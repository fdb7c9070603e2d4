package io.tocsin.config;

/**
 * How alarms of one kind are treated, whatever raises them.
 *
 * @param acknowledged false where an alarm that returns is over without anybody having acknowledged it
 * @param latching true where it stays after the return until an operator resets it; a limit may say otherwise
 * @param reAlarmMs an acknowledged alarm that stands for so long asks for another look; 0 = never
 * @param handled true where a person has to write down what was done before the alarm is closed
 * @param shelving whether it may be shelved; what is CRITICAL, GAS_L2 or a trip needs a second person in any case
 * @param acknowledgeWithinMs unacknowledged for so long, it goes to the next tier; 0 = never
 * @param handleWithinMs not handled for so long, it goes to the next tier; 0 = never
 */
public record AlarmClass(
        String id,
        boolean acknowledged,
        boolean latching,
        long reAlarmMs,
        boolean handled,
        Shelving shelving,
        long acknowledgeWithinMs,
        long handleWithinMs) {
    /** Whether alarms of a class may be shelved. */
    public enum Shelving {
        ALLOWED,
        /** By two people. */
        SECOND_PERSON,
        FORBIDDEN
    }

    private static final long MINUTE_MS = 60_000;

    /** Of a point, where nothing else fits. */
    public static final AlarmClass PROCESS = of("process", false, false, 10, 0);
    /** CH, HH and LL. */
    public static final AlarmClass EMERGENCY = of("emergency", false, true, 2, 30);
    /** GAS_L1 and GAS_L2. */
    public static final AlarmClass GAS = of("gas", true, true, 2, 30);
    /** The state of a switch or trip. */
    public static final AlarmClass TRIP =
            new AlarmClass("trip", true, true, 0, true, Shelving.SECOND_PERSON, 2 * MINUTE_MS, 30 * MINUTE_MS);
    /** STALE, BAD, RANGE, FLAT: the instrument rather than the process. */
    public static final AlarmClass INSTRUMENT = of("instrument", false, false, 30, 0);
    /** Of a vehicle at a gate. */
    public static final AlarmClass GATE = of("gate", false, true, 10, 60);
    /** Of a gateway, and of the platform itself. */
    public static final AlarmClass SYSTEM = of("system", false, false, 10, 0);

    private static AlarmClass of(String id, boolean latching, boolean handled, int ackMinutes, int handleMinutes) {
        return new AlarmClass(
                id, true, latching, 0, handled, Shelving.ALLOWED, ackMinutes * MINUTE_MS, handleMinutes * MINUTE_MS);
    }

    /** The same, latching or not. */
    public AlarmClass latching(boolean other) {
        return new AlarmClass(
                id, acknowledged, other, reAlarmMs, handled, shelving, acknowledgeWithinMs, handleWithinMs);
    }
}
