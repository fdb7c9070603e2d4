package io.tocsin.ingest.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * As much of an MQTT 3.1.1 broker as it takes to see each packet of one client, and to misbehave on demand. Keeps no
 * messages: the test publishes packet by packet.
 */
final class WireBroker implements AutoCloseable {
    /** What the client sent, one line a packet, over all connections. */
    final List<String> packets = new CopyOnWriteArrayList<>();

    volatile boolean sessionPresent;
    volatile boolean dropsAfterSubscribe;
    volatile boolean answersConnects = true;
    volatile boolean answersPings = true;
    volatile int granted = 1;
    private final ServerSocket server;
    private volatile @Nullable Socket newest;

    WireBroker() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String url() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "wire-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                newest = socket;
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            packets.add("END " + server.isClosed());
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = in.readNBytes(length(in));
                if (!answer(type, body)) {
                    return;
                }
            }
        } catch (IOException e) {
            packets.add("LOST");
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                return length;
            }
        }
    }

    private boolean answer(int type, byte[] body) throws IOException {
        switch (type) {
            case 1 -> {
                packets.add("CONNECT clean=" + ((body[7] & 2) != 0) + " keepAlive=" + number(body, 8) + " "
                        + new String(body, 12, number(body, 10), StandardCharsets.UTF_8));
                if (answersConnects) {
                    send(0x20, new byte[] {(byte) (sessionPresent ? 1 : 0), 0});
                }
            }
            case 4 -> packets.add("PUBACK " + number(body, 0));
            case 8 -> {
                packets.add("SUBSCRIBE " + new String(body, 4, number(body, 2), StandardCharsets.UTF_8));
                send(0x90, new byte[] {body[0], body[1], (byte) granted});
                return !dropsAfterSubscribe;
            }
            case 12 -> {
                packets.add("PINGREQ");
                if (answersPings) {
                    send(0xD0, new byte[0]);
                }
            }
            case 14 -> packets.add("DISCONNECT");
            default -> throw new IOException("expected a packet of a subscriber, was type " + type);
        }
        return true;
    }

    private static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    /** Publishes at QoS 1 on the newest connection. */
    void publish(int messageId, String topic, byte[] payload) {
        publish(0x32, messageId, topic, payload);
    }

    /** @param header first byte of the packet: 0x30 QoS 0, 0x32 QoS 1, + 1 retained, + 8 again */
    void publish(int header, int messageId, String topic, byte[] payload) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(topic);
            if ((header & 2) != 0) {
                out.writeShort(messageId);
            }
            out.write(payload);
            send(header, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void send(int header, byte[] body) throws IOException {
        Socket socket = newest;
        if (socket == null) {
            throw new IOException("expected a client, was none");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header);
        int rest = body.length;
        do {
            bytes.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            rest >>>= 7;
        } while (rest > 0);
        bytes.writeBytes(body);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    /** Cuts the newest connection. */
    void drop() throws IOException {
        Socket socket = newest;
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        drop();
    }
}
