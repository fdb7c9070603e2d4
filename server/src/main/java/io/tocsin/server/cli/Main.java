package io.tocsin.server.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import picocli.CommandLine;

/** The entry point: chooses the language, runs the command, turns what it threw into one line and an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Stop.end(run(List.of(arguments), System.getenv(), System.in, out, err));
    }

    /** Runs one command line; everything that it prints goes to the two writers. */
    static int run(
            List<String> arguments, Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
        Language language = Language.choose(arguments, environment);
        Terminal terminal = new Terminal(language, environment, in, out, err);
        CommandLine line = new CommandLine(new Root(terminal), new Commands(terminal))
                .setOut(out)
                .setErr(err)
                .setResourceBundle(bundle(language))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new Misuse(terminal))
                .setExecutionExceptionHandler((fault, command, parsed) -> terminal.fault(fault));
        IncidentOption.describe(line, language);
        return line.execute(arguments.toArray(String[]::new));
    }

    /** The help texts of picocli; the default locale of the machine plays no part. */
    static ResourceBundle bundle(Language language) {
        return ResourceBundle.getBundle(
                "io.tocsin.server.cli.help",
                language == Language.ZH ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
