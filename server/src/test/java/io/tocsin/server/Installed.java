package io.tocsin.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What this machine has for a server of another make. */
public final class Installed {
    private Installed() {}

    /** Where a program is. Where it is not, the test is skipped, but never in CI. */
    public static String binary(String name) {
        // Debian keeps daemons where only root's PATH leads.
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
        for (String folder : path.split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return Path.of(folder, name).toString();
            }
        }
        Assumptions.assumeTrue(System.getenv("CI") != null, name + " is not installed");
        throw new AssertionError("expected " + name + " to be installed in CI, was not");
    }

    /** A port of loopback that nobody has now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
