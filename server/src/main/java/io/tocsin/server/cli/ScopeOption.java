package io.tocsin.server.cli;

import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.live.Configurations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --enterprise ID --position ID}, each as often as needed: what part of the park an account has a hand in. */
final class ScopeOption {
    private static final String NONE = "none";

    @Option(names = "--enterprise", paramLabel = "ID", descriptionKey = "enterprise")
    private @Nullable List<String> enterprises;

    @Option(names = "--position", paramLabel = "ID", descriptionKey = "position")
    private @Nullable List<String> positions;

    boolean says() {
        return enterprises != null || positions != null;
    }

    /** What is not said stays as it is. */
    Scope over(Scope before) {
        return new Scope(
                enterprises == null ? before.enterprises() : said(enterprises),
                positions == null ? before.positions() : said(positions));
    }

    private static List<String> said(List<String> ids) {
        return ids.stream().filter(id -> !id.equals(NONE)).distinct().toList();
    }

    /** Behind an account's name and role; nothing where it has a hand in the whole park and holds no position. */
    static Text told(Scope scope) {
        String enterprises = String.join(",", scope.enterprises());
        String positions = String.join(",", scope.positions());
        return new Text(
                (enterprises.isEmpty() ? "" : "  企业 " + enterprises) + (positions.isEmpty() ? "" : "  岗位 " + positions),
                (enterprises.isEmpty() ? "" : "  enterprises " + enterprises)
                        + (positions.isEmpty() ? "" : "  positions " + positions));
    }

    /** An id that no site of this data folder has is a slip more often than not; the site may come later. */
    void warn(Path home, Terminal terminal) {
        List<Site> sites = Stream.of("engine", "demo")
                .map(engine -> home.resolve(engine).resolve("configurations"))
                .filter(Files::isDirectory)
                .flatMap(folder -> new Configurations(folder).all().stream())
                .toList();
        if (sites.isEmpty()) {
            return;
        }
        Scope asked = over(Scope.PARK);
        List<String> positionsAsked = new ArrayList<>(asked.positions());
        positionsAsked.remove(Scope.ALL);
        warn(
                terminal,
                "企业",
                "an enterprise",
                asked.enterprises(),
                known(sites, site -> site.enterprises().stream().map(Site.Enterprise::id)));
        warn(
                terminal,
                "岗位",
                "a position",
                positionsAsked,
                known(sites, site -> site.annunciation().positions().stream().map(Position::id)));
    }

    private static TreeSet<String> known(List<Site> sites, Function<Site, Stream<String>> ids) {
        TreeSet<String> known = new TreeSet<>();
        sites.forEach(site -> ids.apply(site).forEach(known::add));
        return known;
    }

    private static void warn(Terminal terminal, String zh, String en, List<String> asked, TreeSet<String> known) {
        for (String id : asked) {
            if (!known.contains(id)) {
                terminal.err()
                        .println(terminal.say(
                                "警告：站点没有" + zh + " " + id, "warning: expected " + en + " of the site, was " + id));
            }
        }
        terminal.err().flush();
    }
}
