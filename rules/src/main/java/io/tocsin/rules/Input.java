package io.tocsin.rules;

import io.tocsin.config.Closure;
import io.tocsin.config.GateLists;
import io.tocsin.config.VehicleClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rare inputs of the engine; samples come through {@link SampleSink} so that nothing is allocated for them. Each is
 * a fact with the time at which we received it, in epoch milliseconds.
 */
public sealed interface Input {
    long receiveTimeMs();

    /** The engine (re)starts: downtime is not silence, and timers wait for {@link Drained}. */
    record Started(long receiveTimeMs) implements Input {}

    /** What waited at the broker has been taken in, or was waited for long enough. */
    record Drained(long receiveTimeMs) implements Input {}

    /** Time goes on; recorded only when a timer is due. */
    record Tick(long receiveTimeMs) implements Input {}

    /** A gateway's birth, or its last will. */
    record GatewayStatus(String gateway, boolean online, long eventTimeMs, long receiveTimeMs) implements Input {}

    /** Something is found wrong with a gateway, or right again. */
    record GatewayFault(String gateway, Fault fault, boolean standing, long receiveTimeMs) implements Input {
        /** What is wrong with it. */
        public enum Fault {
            /** Its clock runs ahead of ours by more than is allowed: nothing of the gateway is taken. */
            CLOCK_SKEW,
            /** Its clock was set back: its stamps are moved, so that its tags go on. */
            CLOCK_STEP,
            /** It sends more than it may: what is beyond is dropped. */
            RATE_EXCEEDED
        }
    }

    /** Something is wrong with the platform itself, or right again. */
    record PlatformFault(Part part, boolean standing, long receiveTimeMs) implements Input {
        /** What is wrong. */
        public enum Part {
            /** Inputs cannot be written to disk: they are judged, and would be lost with this process. */
            NOT_DURABLE,
            /** The broker had forgotten our session: what was published meanwhile may be missing. */
            SESSION_LOST,
            /** No connection to the broker: nothing comes in. */
            MQTT_LINK,
            /** Somebody else connects to the broker under our client id. */
            CLIENT_ID_TAKEN,
            /** No connection to Kafka: nobody outside is told. */
            KAFKA_LINK,
            /** No connection to the store of series: curves stand still. */
            SERIES_LINK,
            /** The host's clock was set, and what the gateways' stamps say contradicts it. */
            HOST_CLOCK,
            /** The disk, or the journal's share of it, is nearly full. */
            DISK_NEARLY_FULL,
            /** The journal had to delete what the store of series has not had. */
            SERIES_LOST
        }
    }

    /**
     * Our own clock was set: engine time, deadlines and what was heard move together, and nothing fires by it.
     *
     * @param receiveTimeMs the wall clock after it was set
     */
    record ClockAdjusted(long deltaMs, long receiveTimeMs) implements Input {}

    /**
     * A vehicle passed a gate or a checkpoint, as its camera saw it.
     *
     * @param eventId the camera's own; empty where it gave none
     * @param gate id of a gate of the site
     * @param plate as {@link GateLists#plate(String)} writes it; empty where none was read. A field with a retention of
     *     its own: no id and no key is made of it but through a keyed hash
     * @param confidence 0 to 100; -1 where the camera did not say
     * @param vehicleClass what the camera took it for; the register's class goes before it
     * @param hazmat true where the camera saw a hazard plate or was told so
     * @param speedKmh NaN where it was not measured
     * @param passTimeMs the camera's time
     */
    record Passage(
            String eventId,
            String gate,
            @Nullable String camera,
            String plate,
            @Nullable String plateColor,
            int confidence,
            @Nullable Integer laneNo,
            Closure.Direction direction,
            VehicleClass vehicleClass,
            double speedKmh,
            boolean hazmat,
            @Nullable String unNumber,
            @Nullable String imageUrl,
            long passTimeMs,
            long receiveTimeMs)
            implements Input {
        /** The same as somebody may see it who may not see whose vehicle it is. */
        public Passage masked(String shown) {
            return new Passage(
                    eventId,
                    gate,
                    camera,
                    shown,
                    plateColor,
                    confidence,
                    laneNo,
                    direction,
                    vehicleClass,
                    speedKmh,
                    hazmat,
                    unNumber,
                    null,
                    passTimeMs,
                    receiveTimeMs);
        }
    }

    /**
     * A key-site camera saw something.
     *
     * @param kind SMOKE, FIRE, INTRUSION, ...: an open catalogue
     * @param confidence 0 to 100; -1 where the camera did not say
     */
    record CameraEvent(
            String eventId,
            String camera,
            String kind,
            int confidence,
            @Nullable String imageUrl,
            long eventTimeMs,
            long receiveTimeMs)
            implements Input {}

    /** Vehicles and reservations are others from now on. */
    record GateListsChanged(GateLists lists, long receiveTimeMs) implements Input {}

    /**
     * What a person asks for. A command names the occurrence, so that a late one cannot touch a newer alarm.
     *
     * @param alarmId the alarm; of a window {@code window:<id>}, of a hand-over {@code position:<id>}
     * @param comment what the person says to it
     */
    record Command(
            Verb verb,
            String requestId,
            String alarmId,
            @Nullable String occurrenceId,
            Principal principal,
            @Nullable String comment,
            Details details,
            long receiveTimeMs)
            implements Input {
        /** A command that needs no more words. */
        public Command(
                Verb verb,
                String requestId,
                String alarmId,
                @Nullable String occurrenceId,
                Principal principal,
                @Nullable String comment,
                long receiveTimeMs) {
            this(verb, requestId, alarmId, occurrenceId, principal, comment, Details.NONE, receiveTimeMs);
        }
    }

    /**
     * What some commands need beside the alarm.
     *
     * @param untilMs when it is to end; -1 = not said
     * @param oneShot true where a shelving ends when the alarm returns
     * @param confirms the request that a second person confirms by this one
     * @param authorisation the work permit or order that allows it
     * @param assignee who is to handle it
     * @param window what a window is about; null for all other commands
     */
    record Details(
            long untilMs,
            boolean oneShot,
            @Nullable String confirms,
            @Nullable String authorisation,
            @Nullable String assignee,
            @Nullable Window window) {
        public static final Details NONE = new Details(-1, false, null, null, null, null);
    }

    /**
     * A time in which work is done on instruments or tanks, and their alarms mean that.
     *
     * @param tag the tag it is about; null where it is a tank
     * @param fromMs when it begins; not later than now = at once
     */
    record Window(Work work, @Nullable String tag, @Nullable String tank, long fromMs) {}

    /** What is done in a window. */
    enum Work {
        /** 检修. */
        MAINTENANCE,
        /** 调试. */
        COMMISSIONING,
        /** 标定. */
        CALIBRATION
    }

    /** The commands that this engine carries out. */
    enum Verb {
        ACKNOWLEDGE,
        RESET,
        SHELVE,
        UNSHELVE,
        SUPPRESS,
        UNSUPPRESS,
        REMOVE_FROM_SERVICE,
        RETURN_TO_SERVICE,
        COMMENT,
        ASSIGN,
        HANDLE,
        FALSE_ALARM,
        CLOSE,
        OPEN_WINDOW,
        CLOSE_WINDOW,
        HAND_OVER
    }

    /**
     * Who asks, and by which way; what he may do is written down with what he asked for, so that a replay decides alike.
     *
     * @param via {@code console}, {@code kafka} or {@code drill}
     * @param role what he may do; null = nothing
     * @param enterprises whose alarms he may touch; none = those of the whole park
     * @param positions the positions he holds
     */
    record Principal(
            String operator, String via, @Nullable Role role, List<String> enterprises, List<String> positions) {
        public Principal {
            enterprises = List.copyOf(enterprises);
            positions = List.copyOf(positions);
        }

        /** Somebody who is named and may do nothing. */
        public Principal(String operator, String via) {
            this(operator, via, null, List.of(), List.of());
        }

        /** Somebody with a hand in the whole park, who holds no position. */
        public Principal(String operator, String via, Role role) {
            this(operator, via, role, List.of(), List.of());
        }
    }

    /** What an account is for. Whoever sets up accounts has no hand in alarms, and the other way round. */
    enum Role {
        VIEWER,
        OPERATOR,
        SUPERVISOR,
        ENGINEER,
        ADMIN,
        AUDITOR
    }
}
