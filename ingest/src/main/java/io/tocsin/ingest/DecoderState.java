package io.tocsin.ingest;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decoder remembers between messages, as plain data for a snapshot.
 *
 * @param gateways by company, then gateway
 */
public record DecoderState(Counts counts, List<Gateway> gateways) {
    public DecoderState {
        gateways = List.copyOf(gateways);
    }

    private static final int VERSION = 3;

    /** The same state gives the same bytes. */
    public void write(StateWriter out) {
        out.putInt(VERSION);
        counts.write(out);
        out.putInt(gateways.size());
        gateways.forEach(gateway -> gateway.write(out));
    }

    /** What {@link #write} wrote. */
    public static DecoderState read(StateReader in) {
        in.expect("version of the decoder's state", VERSION);
        Counts counts = Counts.read(in);
        int count = in.takeInt();
        List<Gateway> gateways = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gateways.add(Gateway.read(in));
        }
        return new DecoderState(counts, gateways);
    }

    /** Before the first message. */
    public static DecoderState initial() {
        return new DecoderState(Counts.none(), List.of());
    }

    /**
     * What is remembered of one gateway.
     *
     * @param session of its newest telemetry; null while none was named
     * @param lastSeq of its newest telemetry; {@link Envelope#NO_SEQ} before the first
     * @param window which of the 64 numbers up to the last were heard: bit n stands for lastSeq - n
     * @param missing sequence numbers that were skipped, over all sessions
     * @param late of these, came after all
     * @param repeats messages whose sequence number was not new, and statuses heard before
     * @param presence null before the first status
     * @param clock how far its stamps may be trusted
     * @param durable of the session: up to which number nothing is missing here, then the first and the last number of
     *     each range beyond it
     */
    public record Gateway(
            String company,
            String gateway,
            @Nullable String session,
            long lastSeq,
            long window,
            long missing,
            long late,
            long repeats,
            @Nullable Presence presence,
            GatewayClock clock,
            List<Long> durable) {
        public Gateway {
            durable = List.copyOf(durable);
        }

        private void write(StateWriter out) {
            out.putText(company);
            out.putText(gateway);
            out.putOptional(session);
            out.putLong(lastSeq);
            out.putLong(window);
            out.putLong(missing);
            out.putLong(late);
            out.putLong(repeats);
            out.putBoolean(presence != null);
            if (presence != null) {
                presence.write(out);
            }
            clock.write(out);
            out.putInt(durable.size());
            durable.forEach(out::putLong);
        }

        private static Gateway read(StateReader in) {
            return new Gateway(
                    in.takeText(),
                    in.takeText(),
                    in.takeOptional(),
                    in.takeLong(),
                    in.takeLong(),
                    in.takeLong(),
                    in.takeLong(),
                    in.takeLong(),
                    in.takeBoolean() ? Presence.read(in) : null,
                    GatewayClock.read(in),
                    numbers(in));
        }

        private static List<Long> numbers(StateReader in) {
            int count = in.takeInt();
            List<Long> numbers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                numbers.add(in.takeLong());
            }
            return numbers;
        }
    }
}
