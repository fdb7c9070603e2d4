package io.tocsin.server;

import io.tocsin.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A real Kafka in a process of its own, so that it can be stopped in its tracks and killed; always on the same port. */
final class KafkaProcess implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private KafkaProcess(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        process = begin(folder, port);
    }

    static KafkaProcess start(Path folder) throws IOException {
        return new KafkaProcess(folder, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static Process begin(Path folder, int port) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process begun = new ProcessBuilder(
                        java,
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        Main.class.getName(),
                        folder.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = begun.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(Main.READY)) {
                return begun;
            }
        }
        throw new IOException("expected Kafka to start, ended");
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** SIGSTOP: it answers nothing, and its connections stand. */
    void freeze() throws Exception {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String which) throws Exception {
        int exit = new ProcessBuilder("kill", which, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("expected kill " + which + " to succeed, was " + exit);
        }
    }

    /** SIGKILL: no handler, no flush. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** On the same folder and the same port. */
    void startAgain() throws IOException {
        process = begin(folder, port);
    }

    @Override
    public void close() {
        kill();
    }

    /** Starts Kafka, says so, and stays. */
    static final class Main {
        static final String READY = "ready";

        private Main() {}

        @SuppressWarnings("unused") // it lives as long as the process
        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka =
                    EmbeddedKafka.start(EmbeddedKafka.Options.in(Path.of(args[0]), Integer.parseInt(args[1])));
            System.out.println(READY);
        }
    }
}
