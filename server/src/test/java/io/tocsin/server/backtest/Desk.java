package io.tocsin.server.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.history.OnMistake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with sites and history files, and backtests of them. */
final class Desk {
    private static final long EVER = Long.MAX_VALUE;

    private final Path folder;

    Desk(Path folder) {
        this.folder = folder;
    }

    /** A site of these tags, each as a flow mapping. */
    Site site(String... tags) throws IOException {
        return ruled(List.of(), tags);
    }

    /** The same with composite rules, each as a flow mapping. */
    Site ruled(List<String> rules, String... tags) throws IOException {
        Path site = Files.createTempDirectory(folder, "site");
        if (!rules.isEmpty()) {
            Files.writeString(site.resolve("rules.yaml"), "rules:\n  - " + String.join("\n  - ", rules) + "\n");
        }
        Files.writeString(
                site.resolve("tags.yaml"),
                "tags:\n"
                        + String.join(
                                "",
                                Stream.of(tags).map(tag -> "  - " + tag + "\n").toList()));
        SiteReader.Result read = SiteReader.read(site, Map.of());
        return read.site().orElseThrow(() -> new AssertionError(read.problems()));
    }

    Path data(String... lines) throws IOException {
        Path file = Files.createTempFile(folder, "data", ".csv");
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** A run and the transitions that it wrote. */
    record Outcome(BacktestRun.Result result, String text) {
        /** As {@code T:H RAISED 12:54:00.000 12.93}. */
        List<String> said() {
            return text.lines()
                    .map(line -> line.replaceAll(
                            ".\"tag\":\"(.*)\",\"condition\":\"(.*)\",\"state\":\"(.*)\",\"time\":\".*T(.*)Z\",\"value\":(.*).",
                            "$1:$2 $3 $4 $5"))
                    .toList();
        }

        SlotTally tally(String alarm) {
            Trial trial = result.own().trial();
            for (int slot = 0; slot < trial.slots().size(); slot++) {
                SlotTally tally = trial.tallyOf(slot);
                if (trial.alarm(slot).equals(alarm) && tally != null) {
                    return tally;
                }
            }
            throw new AssertionError("expected something to be seen of " + alarm);
        }
    }

    Outcome run(Site site, Path... files) throws IOException {
        return run(new BacktestRun.Options(List.of(files), OnMistake.STOP, -EVER, EVER, false), site);
    }

    Outcome run(BacktestRun.Options options, Site site) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BacktestRun.Result result = BacktestRun.run(options, site, null, out, (read, total) -> {});
        return new Outcome(result, out.toString(UTF_8));
    }

    BacktestRun.Result against(Site site, Site other, Path... files) throws IOException {
        BacktestRun.Options options = new BacktestRun.Options(List.of(files), OnMistake.STOP, -EVER, EVER, true);
        return BacktestRun.run(options, site, other, null, (read, total) -> {});
    }
}
