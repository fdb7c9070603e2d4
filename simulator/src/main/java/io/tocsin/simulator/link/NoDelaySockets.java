package io.tocsin.simulator.link;

import io.tocsin.config.tls.TlsSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Sockets that send at once: with Nagle's algorithm a small message waits for the acknowledgement of the one before. */
final class NoDelaySockets extends SocketFactory {
    private final @Nullable SSLSocketFactory tls;

    /** @param tls speaks TLS over those that are yet to be connected; null where nothing does */
    NoDelaySockets(@Nullable SSLSocketFactory tls) {
        this.tls = tls;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket plain = prompt(new Socket());
        return tls == null ? plain : new TlsSocket(tls, plain);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return prompt(new Socket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return prompt(new Socket(host, port, from, fromPort));
    }

    private static Socket prompt(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }
}
