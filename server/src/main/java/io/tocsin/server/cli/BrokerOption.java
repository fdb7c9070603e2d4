package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.config.Text;
import io.tocsin.simulator.link.BrokerAccess;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --broker URL}; user, password and files of TLS come from the environment only, never from the command line. */
final class BrokerOption {
    private static final Pattern URL = Pattern.compile("(tcp|ssl)://[^/\\s]+:\\d{1,5}");

    @Option(names = "--broker", required = true, paramLabel = "URL", descriptionKey = "broker")
    private String url = "";

    BrokerAccess access(Terminal terminal) throws Refused {
        return access(url, terminal);
    }

    static BrokerAccess access(String url, Terminal terminal) throws Refused {
        if (!URL.matcher(url).matches()) {
            throw new Refused(
                    Exit.USAGE,
                    new Text(
                            "--broker 应形如 tcp://127.0.0.1:1883，现为 " + url,
                            "expected --broker like tcp://127.0.0.1:1883, was " + url));
        }
        return new BrokerAccess(
                url,
                said(terminal, "USER"),
                said(terminal, "PASSWORD"),
                new Settings.Tls(said(terminal, "CA"), said(terminal, "CERTIFICATE"), said(terminal, "KEY")));
    }

    private static String said(Terminal terminal, String name) {
        return terminal.environment().getOrDefault("TOCSIN_MQTT__" + name, "");
    }
}
