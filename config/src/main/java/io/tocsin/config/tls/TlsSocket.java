package io.tocsin.config.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that speaks TLS once it is connected, over a plain socket that somebody else made and may watch or close. The
 * peer's certificate must name the host that was asked for. One connection's: not thread-safe but for closing.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the plain socket sees to it itself
public final class TlsSocket extends Socket {
    private final SSLSocketFactory factory;
    private final Socket plain;
    private volatile @Nullable SSLSocket tls;

    public TlsSocket(SSLSocketFactory factory, Socket plain) {
        this.factory = factory;
        this.plain = plain;
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
        connect(address, 0);
    }

    @Override
    public void connect(SocketAddress address, int timeoutMs) throws IOException {
        if (!(address instanceof InetSocketAddress peer)) {
            throw new SocketException("expected an internet address, was " + address);
        }
        plain.connect(address, timeoutMs);
        int before = plain.getSoTimeout();
        // A peer that takes the connection and says nothing must not hold us for longer than one that does not take it.
        plain.setSoTimeout(timeoutMs);
        SSLSocket made = (SSLSocket) factory.createSocket(plain, peer.getHostString(), peer.getPort(), true);
        SSLParameters parameters = made.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        made.setSSLParameters(parameters);
        made.startHandshake();
        plain.setSoTimeout(before);
        tls = made;
    }

    private SSLSocket tls() throws SocketException {
        SSLSocket made = tls;
        if (made == null) {
            throw new SocketException("expected a connected socket, was one that is not");
        }
        return made;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return tls().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return tls().getOutputStream();
    }

    @Override
    public void setSoTimeout(int timeoutMs) throws SocketException {
        plain.setSoTimeout(timeoutMs);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return plain.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        plain.setTcpNoDelay(on);
    }

    @Override
    public boolean isConnected() {
        return tls != null;
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    /** At once, without TLS's own goodbye: whoever closes a link may not wait for a peer that does not read. */
    @Override
    public void close() throws IOException {
        plain.close();
    }
}
