package io.tocsin.ingest;

import io.tocsin.config.Rate;
import org.jspecify.annotations.Nullable;

/** What one source may send, and what was dropped of it. Not thread-safe. */
final class RateMeter {
    private final String source;
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private long awayMs;
    private boolean standing;
    private long lastDropMs;
    private long lastReportMs;
    private long droppedMessages;
    private long droppedBytes;
    private String firstTopic = "";

    RateMeter(String source, Rate rate, long nowMs) {
        this.source = source;
        messages = new TokenBucket(rate.messagesPerS(), rate.burstMs(), nowMs);
        bytes = new TokenBucket(rate.bytesPerS(), rate.burstMs(), nowMs);
    }

    /** True where the message is within both allowances; one that is not is counted. */
    boolean mayPass(Arrival arrival, long totalAwayMs) {
        long nowMs = arrival.receiveMs();
        int size = arrival.originalBytes();
        pass(nowMs, totalAwayMs);
        if (messages.has(1) && bytes.has(size)) {
            messages.take(1);
            bytes.take(size);
            return true;
        }
        firstTopic = droppedMessages == 0 ? arrival.topic() : firstTopic;
        droppedMessages++;
        droppedBytes += size;
        lastDropMs = nowMs;
        return false;
    }

    private void pass(long nowMs, long totalAwayMs) {
        messages.pass(nowMs);
        bytes.pass(nowMs);
        if (totalAwayMs > awayMs) {
            messages.credit(totalAwayMs - awayMs);
            bytes.credit(totalAwayMs - awayMs);
            awayMs = totalAwayMs;
        }
    }

    /** It stood already when we began. */
    void resume(long nowMs) {
        standing = true;
        lastDropMs = nowMs;
        lastReportMs = nowMs;
    }

    boolean isStanding() {
        return standing;
    }

    /** What is to be said by now; null where that is nothing. */
    @Nullable
    RateExcess due(long nowMs) {
        if (!standing) {
            return droppedMessages > 0 ? report(true, nowMs) : null;
        }
        if (nowMs - lastDropMs >= RateLimits.QUIET_MS) {
            return report(false, nowMs);
        }
        return nowMs - lastReportMs >= RateLimits.REPORT_MS ? report(true, nowMs) : null;
    }

    /** What was dropped and not told yet; null where that is nothing. */
    @Nullable
    RateExcess untold(long nowMs) {
        return droppedMessages > 0 ? report(true, nowMs) : null;
    }

    private RateExcess report(boolean stands, long nowMs) {
        RateExcess excess = new RateExcess(source, stands, droppedMessages, droppedBytes, firstTopic);
        standing = stands;
        lastReportMs = nowMs;
        droppedMessages = 0;
        droppedBytes = 0;
        firstTopic = "";
        return excess;
    }
}
