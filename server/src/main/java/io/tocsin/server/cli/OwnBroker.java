package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.embedded.Access;
import io.tocsin.server.gateways.Identities;
import io.tocsin.server.gateways.RegisteredOnly;
import io.tocsin.server.gateways.RegisteredOnly.Own;
import io.tocsin.simulator.link.BrokerAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Who may use the broker in our own process: the registered, and our own engine and field. */
record OwnBroker(Access access, Own engine, Own field) {
    /** @param base the home, where the registered identities are */
    static OwnBroker of(Path base, Site site) throws IOException {
        Identities identities = Identities.open(base);
        // Where the site has no name any park's topics are heard.
        String park = site.park().id().equals(Site.UNNAMED) ? "+" : site.park().id();
        Own engine = Own.engine(park, identities.newPassword());
        Own field = Own.field(park, identities.newPassword());
        return new OwnBroker(new RegisteredOnly(identities, List.of(engine, field), System::nanoTime), engine, field);
    }

    /** The settings of an engine that is to be let in. */
    Settings asEngine(Settings settings) {
        Settings.Mqtt mqtt = settings.mqtt();
        return mqtt.url().equals(Settings.EMBEDDED)
                ? settings.withMqtt(mqtt.as(mqtt.clientId(), engine.user(), engine.password()))
                : settings;
    }

    BrokerAccess asField(String url) {
        return new BrokerAccess(url, field.user(), field.password());
    }
}
