package io.tocsin.server.cli;

import io.tocsin.config.Text;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine.Option;

/**
 * Asks for a password on the terminal, twice and unseen, or reads it from standard input. It is never an argument: the
 * machine's list of processes shows those to everybody.
 */
final class PasswordOption {
    /** More than any password may have, in bytes. */
    private static final int BYTES_MAX = 4 << 10;

    @Option(names = "--password-stdin", descriptionKey = "password-stdin")
    private boolean fromStandardInput;

    String read(Terminal terminal) throws Refused, IOException {
        return fromStandardInput ? line(terminal.in()) : asked(terminal);
    }

    /** The first line, or all where there is no other. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n' && line.size() < BYTES_MAX; next = in.read()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @SuppressWarnings(
            "SystemConsoleNull") // before JDK 22 it is, where there is no terminal; later, what is read is null
    private static String asked(Terminal terminal) throws Refused {
        Console console = System.console();
        char[] first = console == null ? null : console.readPassword("%s", terminal.say("密码：", "Password: "));
        if (console == null || first == null) {
            throw new Refused(
                    Exit.USAGE,
                    new Text(
                            "应在终端上输入密码，或用 --password-stdin",
                            "expected a terminal to ask for the password, or --password-stdin"));
        }
        char[] second = console.readPassword("%s", terminal.say("再次输入：", "Again: "));
        try {
            if (!Arrays.equals(first, second)) {
                throw new Refused(Exit.USAGE, new Text("两次输入不同", "expected the same password twice, was another"));
            }
            return new String(first);
        } finally {
            Arrays.fill(first, ' ');
        }
    }
}
