package io.tocsin.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** A loopback address and its ports, tried before a library would fail on them with a stack trace. */
record Loopback(InetAddress address) {
    static Loopback of(String bind) throws BindRefused {
        try {
            InetAddress address = InetAddress.getByName(bind);
            if (!bind.isBlank() && address.isLoopbackAddress()) {
                return new Loopback(address);
            }
        } catch (UnknownHostException e) {
            throw new BindRefused(bind);
        }
        throw new BindRefused(bind);
    }

    void requireFree(int port) throws StartRefused {
        try (ServerSocket probe = listen(port)) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw refusal(port, e);
        }
    }

    /** Two free ports, the first as asked unless that is 0; never the same twice. */
    int[] twoFree(int asked) throws StartRefused {
        try (ServerSocket first = listen(asked);
                ServerSocket second = listen(0)) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        } catch (IOException e) {
            throw refusal(asked, e);
        }
    }

    private StartRefused refusal(int port, IOException e) {
        return e instanceof BindException
                ? new PortTaken(address.getHostAddress(), port)
                : new StartFailed("a listener on port " + port, e);
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** As it stands in a URL: IPv6 in brackets. */
    String host() {
        String host = address.getHostAddress();
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    static boolean isBindFault(@Nullable Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
