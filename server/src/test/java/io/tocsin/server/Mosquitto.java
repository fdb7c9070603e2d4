package io.tocsin.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's mosquitto as a child process on loopback, that can be killed, wiped and started again. */
public final class Mosquitto implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        process = begin();
    }

    /** Lets anybody in, and writes what it keeps to disk every second. */
    static Mosquitto open(Path folder) throws IOException {
        int port = Installed.freePort();
        return open(folder, port, """
                listener %d 127.0.0.1
                allow_anonymous true
                max_queued_messages 1000000
                persistence true
                autosave_interval 1
                """.formatted(port));
    }

    /** @param configuration listeners, and who may do what; what it keeps is added */
    public static Mosquitto open(Path folder, int port, String configuration) throws IOException {
        Files.createDirectories(folder.resolve("store"));
        // As root it would become another user, who may not write here.
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                configuration + """
                user %s
                persistence_location %s/
                """.formatted(System.getProperty("user.name"), folder.resolve("store")));
        return new Mosquitto(folder, port);
    }

    private Process begin() throws IOException {
        Path log = folder.resolve("log");
        Process begun = new ProcessBuilder(List.of(
                        Installed.binary("mosquitto"),
                        "-c",
                        folder.resolve("mosquitto.conf").toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(PATIENCE).until(() -> {
            if (!begun.isAlive()) {
                throw new AssertionError("mosquitto ended: " + Files.readString(log));
            }
            return answers();
        });
        return begun;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** SIGKILL: what it had not written is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Everything that it kept is gone, sessions and retained messages too. Only while it is killed. */
    void wipe() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectories(folder.resolve("store"));
    }

    void startAgain() throws IOException {
        process = begin();
    }

    /** Reads its password file and its ACL again. */
    public void reload() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
        TimeUnit.MILLISECONDS.sleep(200);
    }

    @Override
    public void close() {
        kill();
    }
}
