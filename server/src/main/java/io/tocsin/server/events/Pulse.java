package io.tocsin.server.events;

/**
 * What a heartbeat says.
 *
 * @param startedMs since when this process has been at work
 * @param ready every part and every link is well
 * @param live what the engine shows is what is now: the broker is there, and its newest data are young
 * @param dataAgeMs how long ago the newest live sample came in; -1 before the first
 * @param durable what comes in is made durable
 * @param undurable inputs since the start that were judged and stand in no journal
 * @param queued inputs that wait to be made durable
 * @param lastSeq the newest durable input
 * @param lastEventSeq the newest durable record of the event log
 * @param kafkaLag records of the event log that Kafka has not confirmed
 */
public record Pulse(
        String site,
        long timeMs,
        long startedMs,
        boolean ready,
        boolean live,
        long dataAgeMs,
        boolean durable,
        long undurable,
        int queued,
        long lastSeq,
        long lastEventSeq,
        long kafkaLag) {}
