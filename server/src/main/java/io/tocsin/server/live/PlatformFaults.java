package io.tocsin.server.live;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.rules.Input;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is wrong with the platform itself, said to the engine when it changes. Thread-safe.
 */
public final class PlatformFaults {
    /** Takes what is to be journaled; never blocks. */
    public interface Out {
        void submit(byte[] payload);
    }

    private final Out out;
    private final Set<Input.PlatformFault.Part> standing = EnumSet.noneOf(Input.PlatformFault.Part.class);

    /** @param active alarms of the platform that stand from before: what is found well is said to be */
    public PlatformFaults(Collection<AlarmStatus> active, Out out) {
        this.out = out;
        for (Input.PlatformFault.Part part : Input.PlatformFault.Part.values()) {
            if (active.stream().anyMatch(status -> isActive(status, part))) {
                standing.add(part);
            }
        }
    }

    private static boolean isActive(AlarmStatus status, Input.PlatformFault.Part part) {
        return status.definition().id().equals("system:" + part)
                && (status.state() == AlarmState.UNACK_ACTIVE || status.state() == AlarmState.ACK_ACTIVE);
    }

    /** This part is broken, or well. */
    public synchronized void set(Input.PlatformFault.Part part, boolean broken) {
        boolean changed = broken ? standing.add(part) : standing.remove(part);
        if (changed) {
            out.submit(encoded(part, broken));
        }
    }

    /** This happened once, and is over. */
    public synchronized void happened(Input.PlatformFault.Part part) {
        out.submit(encoded(part, true));
        out.submit(encoded(part, false));
    }

    public synchronized boolean stands(Input.PlatformFault.Part part) {
        return standing.contains(part);
    }

    private static byte[] encoded(Input.PlatformFault.Part part, boolean broken) {
        return ((broken ? "1" : "0") + part.name()).getBytes(StandardCharsets.US_ASCII);
    }

    /** What a record of the journal says. */
    public static Input.PlatformFault decoded(byte[] payload, long receiveTimeMs) {
        String text = new String(payload, StandardCharsets.US_ASCII);
        for (Input.PlatformFault.Part part : Input.PlatformFault.Part.values()) {
            if (part.name().equals(text.substring(1))) {
                return new Input.PlatformFault(part, text.charAt(0) == '1', receiveTimeMs);
            }
        }
        throw new NotRecoverable("expected a known fault of the platform in the journal, was " + text);
    }
}
