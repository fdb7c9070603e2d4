package io.tocsin.server.cli;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --site DIR}, and what to say of the problems found in it. */
final class SiteOption {
    @Option(names = "--site", required = true, paramLabel = "DIR", descriptionKey = "site")
    private Path folder = Path.of(".");

    /** Reads the site; its problems are all printed, and errors among them refuse it. */
    SiteReader.Result read(Terminal terminal) throws Refused {
        return read(folder, terminal);
    }

    static SiteReader.Result read(Path folder, Terminal terminal) throws Refused {
        SiteReader.Result result = SiteReader.read(folder, terminal.environment());
        print(result, terminal);
        if (result.site().isEmpty()) {
            throw refused(folder, result);
        }
        return result;
    }

    static void print(SiteReader.Result result, Terminal terminal) {
        for (Problem problem : result.problems()) {
            terminal.err().println(problem.render(terminal.language().locale()));
        }
        terminal.err().flush();
    }

    private static Refused refused(Path folder, SiteReader.Result result) {
        long errors = errors(result);
        return new Refused(
                Exit.CONFIGURATION, new Text(folder + "：" + errors + " 个错误", folder + ": " + errors + " errors"));
    }

    static long errors(SiteReader.Result result) {
        return result.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
    }

    Path folder() {
        return folder;
    }

    static Site site(SiteReader.Result result) {
        return result.site().orElseThrow(() -> new IllegalStateException("expected a site without errors"));
    }
}
