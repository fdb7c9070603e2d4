package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.events.Operators;
import io.tocsin.server.kafka.CommandConsumer;
import io.tocsin.server.live.LiveEngine;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the engine what comes by Kafka as a command, and says who may do what. The consumer's thread calls it. */
record KafkaCommands(LiveEngine engine, Operators operators) implements CommandConsumer.Commands {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommands.class);
    private static final long DURABLE_WITHIN_S = 10;

    static KafkaCommands of(LiveEngine engine, Settings.Kafka kafka, SignIn accounts) {
        return new KafkaCommands(
                engine, kafka.operators() == Settings.Operators.DECLARED ? Operators.DECLARED : accounts::named);
    }

    @Override
    public boolean accept(byte[] value, long kafkaTimeMs) throws InterruptedException {
        try {
            engine.command(value, operators).get(DURABLE_WITHIN_S, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a command could not be made durable, it will be offered again: {}", e.toString());
            return false;
        }
    }
}
