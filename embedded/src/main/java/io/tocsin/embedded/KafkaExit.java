package io.tocsin.embedded;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when Kafka wants to end the process it thinks it owns, as it does when its disk fails: the thread that
 * asked ends, the reason is kept, the alarm engine goes on.
 */
final class KafkaExit {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExit.class);
    private static final AtomicReference<@Nullable String> FAULT = new AtomicReference<>();

    private KafkaExit() {}

    static void install() {
        FAULT.set(null);
        Exit.setExitProcedure(KafkaExit::refuse);
        Exit.setHaltProcedure(KafkaExit::refuse);
    }

    static Optional<String> fault() {
        return Optional.ofNullable(FAULT.get());
    }

    private static void refuse(int status, @Nullable String message) {
        String fault = "Kafka gave up: status=" + status + (message == null ? "" : " " + message);
        FAULT.set(fault);
        LOG.error(fault);
        throw new IllegalStateException(fault);
    }
}
