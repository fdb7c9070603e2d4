package io.tocsin.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void takesWhatTheSettingsSay() {
        Options options = Options.of(Settings.defaults(), List.of("a/b"));
        assertThat(options.url()).isEqualTo("tcp://127.0.0.1:1883");
        assertThat(options.clientId()).isEqualTo("tocsin-engine");
        assertThat(options.maxPayloadBytes()).isEqualTo(1 << 20);
        assertThat(options.timing().keepAliveMs()).isEqualTo(20_000);
    }

    @Test
    void keepsThePasswordToItself() {
        Settings defaults = Settings.defaults();
        Settings.Mqtt mqtt = new Settings.Mqtt("tcp://h:1", "id", "u", "hunter2");
        Settings settings = defaults.withMqtt(mqtt);
        assertThat(Options.of(settings, List.of()).toString())
                .contains("user=u")
                .doesNotContain("hunter2");
    }

    @Test
    void refusesAnotherProtocolAndAKeepAliveThatPahoCannotHalve() {
        Options.Timing hasty = new Options.Timing(1_999, 1, 1, 1, 1);
        assertThatThrownBy(() -> new Options(
                        "ws://h:1", "id", true, "", "", Settings.Tls.NONE, List.of(), 1, Options.Timing.defaults()))
                .hasMessage("expected an MQTT url tcp://host:port or ssl://host:port, was ws://h:1");
        assertThatThrownBy(() -> new Options("tcp://h:1", "id", true, "", "", Settings.Tls.NONE, List.of(), 1, hasty))
                .hasMessage("expected keepAliveMs of at least 2000, was 1999");
    }
}
