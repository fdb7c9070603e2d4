package io.tocsin.server.targets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers each recipient as it is told: 250 unless said otherwise. One connection at a time. */
final class MailHost implements AutoCloseable {
    private final ServerSocket listening;
    private final Thread thread;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    /** The other side has gone, or the test is over. */
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    private MailHost() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "mail-host");
        thread.setDaemon(true);
    }

    static MailHost start() throws IOException {
        MailHost host = new MailHost();
        host.thread.start();
        return host;
    }

    String url() {
        return "smtp://127.0.0.1:" + listening.getLocalPort();
    }

    void answer(String recipient, String reply) {
        answers.put(recipient, reply);
    }

    /** Whom something was brought to, in order. */
    List<String> delivered() {
        return delivered;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                talk(socket);
            } catch (IOException e) {
                faults.add(e.toString());
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        OutputStream out = socket.getOutputStream();
        say(out, "220 host");
        String to = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String reply = "250 ok";
            if (line.startsWith("RCPT TO:")) {
                to = line.replaceAll(".*<(.*)>.*", "$1");
                reply = answers.getOrDefault(to, "250 ok");
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                while (!line.equals(".")) {
                    line = in.readLine();
                }
                delivered.add(to);
            }
            say(out, line.equals("QUIT") ? "221 bye" : reply);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
