package io.tocsin.server;

import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.Topics;
import io.tocsin.ingest.mqtt.Ack;
import io.tocsin.ingest.mqtt.Intake;
import io.tocsin.server.live.LiveEngine;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In a drill the clock is a topic on the same connection: each word of it moves engine time. What comes before its first
 * word has no time to be received at and is left out, as is what a live engine would not have asked for.
 */
record DrillIntake(LiveEngine engine, DrillClock clock, Topics topics) implements Intake {
    private static final Pattern NOW = Pattern.compile("\\{\"now\":(\\d{1,15})}");

    @Override
    public boolean offer(Arrival arrival, Ack ack) {
        if (arrival.topic().equals(DrillClock.TOPIC)) {
            return word(arrival, ack);
        }
        if (clock.getAsLong() > 0 && topics.isAskedFor(arrival.topic())) {
            return engine.offer(arrival, ack::acknowledge);
        }
        ack.acknowledge();
        return true;
    }

    private boolean word(Arrival arrival, Ack ack) {
        Matcher now = NOW.matcher(new String(arrival.payload(), StandardCharsets.UTF_8));
        if (now.matches() && arrival.kind() == Arrival.Kind.LIVE) {
            return at(Long.parseLong(now.group(1)), ack);
        }
        ack.acknowledge();
        return true;
    }

    /** The clock moves once the word of it is taken, so that a refused one is heard again as what it was. */
    private boolean at(long dataMs, Ack ack) {
        boolean first = clock.getAsLong() == 0;
        boolean taken = engine.drillTime(dataMs, first, ack::acknowledge);
        if (taken) {
            clock.set(dataMs);
        }
        return taken;
    }

    @Override
    public boolean hasRoom() {
        return engine.hasRoom();
    }
}
