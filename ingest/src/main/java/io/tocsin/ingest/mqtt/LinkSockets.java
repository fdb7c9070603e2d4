package io.tocsin.ingest.mqtt;

import io.tocsin.config.tls.TlsSocket;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one connection: without Nagle's delay, with the time of the last byte read, and ours to close. Closing
 * them is the one way to end a Paho client that always works, and reading is the one proof of a living broker. Thread-safe.
 */
final class LinkSockets extends SocketFactory {
    private final @Nullable SSLSocketFactory tls;
    private final ConcurrentLinkedQueue<Socket> opened = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile long lastReadNs = System.nanoTime();

    /** @param tls speaks TLS over them; null where nothing does */
    LinkSockets(@Nullable SSLSocketFactory tls) {
        this.tls = tls;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Watched();
        socket.setTcpNoDelay(true);
        opened.add(socket);
        if (closed) {
            socket.close();
        }
        return tls == null ? socket : new TlsSocket(tls, socket);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(SocketAddress to, @Nullable SocketAddress from) throws IOException {
        Socket socket = createSocket();
        if (from != null) {
            socket.bind(from);
        }
        socket.connect(to);
        return socket;
    }

    /** How long nothing was read. */
    long idleMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastReadNs);
    }

    /** Closes what is open and what is yet to be opened. */
    void close() throws IOException {
        closed = true;
        IOException failed = null;
        for (Socket socket : opened) {
            try {
                socket.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private final class Watched extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    return noted(super.read());
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return noted(super.read(bytes, from, length));
                }
            };
        }

        private int noted(int result) {
            if (result >= 0) {
                lastReadNs = System.nanoTime();
            }
            return result;
        }
    }
}
