package io.tocsin.simulator.plant;

import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.VehicleClass;

/** One thing that an incident does to the plant. */
public sealed interface Action {
    /** Done to a tank, which is then left to the incident from the start. */
    sealed interface OnTank extends Action {
        String tank();
    }

    /** Done to one measuring point. */
    sealed interface OnTag extends Action {
        String tag();
    }

    /** Done to one gateway. */
    sealed interface OnGateway extends Action {
        String gateway();
    }

    /** Something that is so before the first moment. */
    sealed interface Start extends OnTank {}

    /** A tank starts at a level. */
    record StartAt(String tank, double levelM) implements Start {}

    /** A tank starts so close below a limit of its level that its gauge just does not show it. */
    record StartJustUnder(String tank, Condition limit) implements Start {}

    /** From now on a tank receives so much. */
    record SetInflow(String tank, double m3PerHour) implements OnTank {}

    /** From now on so much is drawn from a tank. */
    record SetOutflow(String tank, double m3PerHour) implements OnTank {}

    /**
     * A gas detector's value rises in a straight line, stays, and decays.
     *
     * @param peak in the tag's unit, on top of the background
     * @param riseMs until the peak
     * @param holdMs at the peak
     * @param halfLifeMs of the decay
     */
    record Leak(String tag, double peak, long riseMs, long holdMs, long halfLifeMs) implements OnTag {
        double concentration(long sinceMs) {
            if (sinceMs < riseMs) {
                return peak * sinceMs / riseMs;
            }
            long decayingMs = sinceMs - riseMs - holdMs;
            return decayingMs <= 0 ? peak : peak * StrictMath.pow(0.5, (double) decayingMs / halfLifeMs);
        }
    }

    /** An instrument says of its values that they are bad. */
    record Fail(String tag, long forMs) implements OnTag {}

    /** The interlock that closes a tank's inlet at its high-high switch does not work. */
    record FailInterlock(String tank) implements OnTank {}

    /**
     * A true value goes in a straight line from where it is to a value, and stays there.
     *
     * @param to in the tag's unit
     */
    record Ramp(String tag, double to, long overMs) implements OnTag {
        /** @param from the value when it began */
        double at(double from, long sinceMs) {
            return sinceMs >= overMs ? to : from + (to - from) * sinceMs / overMs;
        }
    }

    /** A gateway publishes nothing. */
    record Silence(String gateway, long forMs) implements OnGateway {}

    /** A gateway's line is cut; it stores what it would have said, and hands it on when the line is back. */
    record Dark(String gateway, long forMs) implements OnGateway {}

    /** A vehicle passes a gate. */
    record Pass(String gate, Vehicle vehicle, Closure.Direction direction) implements Action {}

    /**
     * What a gate's camera sees of a vehicle.
     *
     * @param color of the plate: blue, yellow, green, white, black
     * @param vehicleClass a class of ours
     * @param unNumber of the hazard plate; empty where there is none
     */
    record Vehicle(String plate, String color, VehicleClass vehicleClass, String unNumber) {
        public boolean hazmat() {
            return !unNumber.isEmpty();
        }
    }
}
