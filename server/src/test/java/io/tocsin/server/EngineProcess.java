package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line in a process of its own, so that it can be killed and that its whole output is seen. */
public final class EngineProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Tocsin is ready: .* HTTP http://127\\.0\\.0\\.1:(\\d+)/.*");
    private static final long PATIENCE_S = 60;

    private final Process process;
    private final Path errors;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Thread reading = new Thread(this::read, "child-output");

    private EngineProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        reading.setDaemon(true);
        reading.start();
    }

    /** @param errors what the process says on its standard error goes there, added to what is there */
    public static EngineProcess start(Path errors, Map<String, String> environment, String... arguments)
            throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // Its own log, not that of the tests.
                "-Dlogback.configurationFile=logback.xml",
                "-Dtocsin.sites=" + Path.of("..", "sites"),
                "-cp",
                classes,
                "io.tocsin.server.cli.Main"));
        if (Runtime.version().feature() >= 24) {
            // As ./tocsin does.
            command.addAll(1, List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("TOCSIN_") || name.startsWith("LC_"));
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(environment);
        return new EngineProcess(builder.start(), errors);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said(line);
            }
        } catch (IOException e) {
            // A killed child ends its output in the middle.
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new AssertionError("ended before it was ready"));
    }

    private synchronized void said(String line) {
        lines.add(line);
        if (READY.matcher(line).matches()) {
            ready.complete(line);
        }
    }

    /** The line that it says when it works. */
    String awaitReady() throws Exception {
        try {
            return ready.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("expected a working engine, was: " + lines() + errors(), e);
        }
    }

    Web web() throws Exception {
        Matcher line = READY.matcher(awaitReady());
        assertThat(line.matches()).isTrue();
        return new Web(Integer.parseInt(line.group(1)));
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands this to its standard input, and no more. */
    void type(String text) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Lets it work for so long; it must not end by itself. */
    void letWork(long ms) throws InterruptedException {
        if (process.waitFor(ms, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("expected it to go on, ended with " + process.exitValue() + ": " + errors());
        }
    }

    /** SIGKILL: no handler, no flush. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; how it ended, and it must end within so long. */
    int terminate(long withinS) throws InterruptedException {
        process.destroy();
        return awaitEnd(withinS);
    }

    public int awaitEnd(long withinS) throws InterruptedException {
        boolean ended = process.waitFor(withinS, TimeUnit.SECONDS);
        assertThat(ended).as("ended within %d s", withinS).isTrue();
        reading.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
