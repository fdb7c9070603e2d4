package io.tocsin.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.simulator.Listener;
import io.tocsin.simulator.TestBroker;
import io.tocsin.simulator.telemetry.FieldGateway;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.paho.client.mqttv3.MqttSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    @Test
    void givesItsNameAndPassword() throws Exception {
        try (TestBroker broker = TestBroker.startGuarded(dir, false)) {
            assertThat(ProductionMark.read(new BrokerAccess(broker.url(), "field", "secret")))
                    .isEqualTo(ProductionMark.ABSENT);
            assertThatThrownBy(() -> ProductionMark.read(new BrokerAccess(broker.url(), "field", "guess")))
                    .isInstanceOf(MqttSecurityException.class);
        }
    }

    @Test
    void keepsTryingAfterARefusedPasswordAndSaysSo() throws Exception {
        try (TestBroker broker = TestBroker.startGuarded(dir, false)) {
            BrokerLink link = link(new BrokerAccess(broker.url(), "field", "guess"));
            link.start();
            await().atMost(PATIENCE).until(() -> link.status().state() == LinkState.BACKING_OFF);
            assertThat(link.status().lastProblem()).isNotEmpty();
            link.stop(0);
            link.awaitEnd();
            assertThat(link.status().state()).isEqualTo(LinkState.STOPPED);
        }
    }

    @Test
    void takesAHiddenMarkForAProductionBroker() throws Exception {
        try (TestBroker broker = TestBroker.startGuarded(dir, true)) {
            BrokerLink link = link(new BrokerAccess(broker.url(), "field", "secret"));
            link.start();
            await().atMost(PATIENCE).until(() -> link.status().state() == LinkState.REFUSED);
            assertThat(link.status().lastProblem()).isEqualTo(ProductionMark.HIDDEN.refusal());
            link.stop(0);
            link.awaitEnd();
        }
    }

    @Test
    void seesAMarkThatIsThereAndOneThatSaysNo() throws Exception {
        try (TestBroker broker = TestBroker.start(dir)) {
            BrokerAccess access = BrokerAccess.anonymous(broker.url());
            Listener.retain(broker.url(), ProductionMark.TOPIC, "{\"production\":true}");
            assertThat(ProductionMark.read(access)).isEqualTo(ProductionMark.PRODUCTION);
            Listener.retain(broker.url(), ProductionMark.TOPIC, "{\"production\":false}");
            assertThat(ProductionMark.read(access)).isEqualTo(ProductionMark.ABSENT);
        }
    }

    private static BrokerLink link(BrokerAccess access) {
        return new BrokerLink(access, new FieldGateway("P", "C", "G"), 1, System::currentTimeMillis, 100);
    }
}
