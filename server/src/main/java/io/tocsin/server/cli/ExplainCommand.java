package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.journal.JournalException;
import io.tocsin.server.explain.Asked;
import io.tocsin.server.explain.Explainer;
import io.tocsin.server.explain.Explanation;
import io.tocsin.server.explain.ExplanationJson;
import io.tocsin.server.explain.ExplanationText;
import io.tocsin.server.explain.HeldStarts;
import io.tocsin.server.explain.Unexplained;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin explain}: why an alarm rang, or why none did; the engine may run meanwhile. */
@Command(name = "explain")
final class ExplainCommand implements Callable<Integer> {
    private static final List<String> ENGINES = List.of("", "engine", "demo");

    private final Terminal terminal;

    @Parameters(paramLabel = "OCCURRENCE", descriptionKey = "occurrence", arity = "0..1")
    private @Nullable String occurrence;

    @Option(names = "--tag", paramLabel = "TAG", descriptionKey = "explain-tag")
    private @Nullable String tag;

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "at")
    private @Nullable String at;

    @Option(names = "--from", paramLabel = "TIME", descriptionKey = "explain-from")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", descriptionKey = "explain-to")
    private @Nullable String to;

    @Option(names = "--condition", paramLabel = "CONDITION", descriptionKey = "condition")
    private @Nullable String condition;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refused, JournalException {
        boolean one = (occurrence == null) != (tag == null);
        boolean moment = at != null && from == null && to == null;
        boolean span = at == null && from != null && to != null;
        boolean timed = at != null || from != null || to != null || condition != null;
        if (!one || (tag == null ? timed : !moment && !span)) {
            throw new Refused(
                    Exit.USAGE,
                    new Text(
                            "应为 OCCURRENCE，或 --tag 加 --at，或 --tag 加 --from 与 --to",
                            "expected an OCCURRENCE, or --tag with --at, or --tag with --from and --to"));
        }
        print(explained());
        return Exit.DONE;
    }

    private Explanation explained() throws Refused, JournalException {
        try (Progress progress = Progress.of(terminal, "explain")) {
            Explainer explainer =
                    new Explainer(engine(), new HeldStarts(engine()), Explainer.Durable.ALL, progress::at);
            String id = occurrence;
            return id != null ? explainer.occurrence(id) : explainer.silence(asked());
        } catch (Unexplained e) {
            boolean unknown = e.why() == Unexplained.Why.UNKNOWN;
            throw new Refused(unknown ? Exit.FAILED : Exit.ENVIRONMENT, e.text());
        }
    }

    private Asked asked() throws Refused {
        long atMs = Moment.of("--at", at, 0);
        long fromMs = Moment.of("--from", from, atMs);
        long toMs = Moment.of("--to", to, atMs);
        if (fromMs > toMs) {
            throw new Refused(
                    Exit.USAGE, new Text("--from 应不晚于 --to", "expected --from at or before --to, was after it"));
        }
        return new Asked(String.valueOf(tag), fromMs, toMs, condition);
    }

    /** The folder of one engine, or the one that holds those of all. */
    private Path engine() {
        Path base = home.base(terminal);
        return ENGINES.stream()
                .map(base::resolve)
                .filter(Explainer::isEngine)
                .findFirst()
                .orElse(base);
    }

    private void print(Explanation explanation) {
        if (json) {
            terminal.out().println(new String(ExplanationJson.of(explanation), StandardCharsets.UTF_8));
        } else {
            ExplanationText.lines(explanation, terminal.language().locale()).forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }
}
