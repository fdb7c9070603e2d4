package io.tocsin.server.cli;

import io.tocsin.config.Text;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The person at the other end: language, environment, where to print, and what is piped to us. */
record Terminal(Language language, Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
    void print(String zh, String en) {
        out.println(language.of(zh, en));
        out.flush();
    }

    String say(String zh, String en) {
        return language.of(zh, en);
    }

    /** One line for what the user can mend; a fault of ours is told as such, with its stack in the log only. */
    int fault(Throwable fault) {
        Throwable cause = fault instanceof UncheckedIOException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof Refused refused) {
            return complain(refused.line(), refused.exitCode());
        }
        Text environment = EnvironmentFault.line(cause);
        if (environment != null) {
            return complain(environment, Exit.ENVIRONMENT);
        }
        LoggerFactory.getLogger(Terminal.class).error("unexpected fault", cause);
        return complain(new Text("内部错误：" + cause, "internal fault: " + cause), Exit.FAILED);
    }

    int complain(Text line, int exitCode) {
        err.println("tocsin: " + language.of(line));
        err.flush();
        return exitCode;
    }
}
