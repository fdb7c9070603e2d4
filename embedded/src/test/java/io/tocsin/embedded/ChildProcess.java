package io.tocsin.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A broker or Kafka in a process of its own, so that it can be killed. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProcess of(Class<?> main, Path dir) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ChildProcess(new ProcessBuilder(java, "-Xmx256m", "-cp", classes, main.getName(), dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line the child says, empty when it has ended. */
    String said() throws IOException {
        String line = out.readLine();
        return line == null ? "" : line;
    }

    /** SIGKILL: no handler, no flush. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    int awaitEnd() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    /** Starts a broker, says its address, and stays. */
    static final class Broker {
        private Broker() {}

        public static void main(String[] args) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(Path.of(args[0]), 0));
            System.out.println(broker.url());
        }
    }

    /** Starts Kafka, says its address, and stays. */
    static final class Kafka {
        private Kafka() {}

        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(Path.of(args[0]), 0));
            System.out.println(kafka.bootstrap());
        }
    }

    /** Starts all three, closes all three, and returns from main without saying when to exit. */
    static final class StartAndClose {
        private StartAndClose() {}

        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[0]);
            try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(dir.resolve("mqtt"), 0));
                    var kafka = EmbeddedKafka.start(EmbeddedKafka.Options.in(dir.resolve("kafka"), 0));
                    var series = EmbeddedSeries.start(EmbeddedSeries.Options.in(dir.resolve("series")))) {
                System.out.println(broker.url() + " " + kafka.bootstrap() + " " + series.url());
            }
        }
    }
}
