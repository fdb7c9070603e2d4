package io.tocsin.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a broker that can be cut: closes every connection without a word. */
public final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    private Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static Relay to(int target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        daemon(relay::accept);
        return relay;
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public String url() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on the other end seems to be away, until {@link #restore}. */
    public void takeDown() throws IOException {
        down = true;
        cut();
    }

    public void restore() {
        down = false;
    }

    public void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket near = server.accept();
                open.add(near);
                if (down) {
                    near.close();
                } else {
                    connect(near);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            daemon(() -> copy(near, far));
            daemon(() -> copy(far, near));
        } catch (IOException e) {
            near.close();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                out.write(bytes, 0, n);
            }
        } catch (IOException e) {
            // the other end is gone
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
