package io.tocsin.server.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.GateLists;
import io.tocsin.config.GateListsReader;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Binhai site, and each script as it was played on it: once for all tests. */
final class Played {
    static final Path FOLDER = Path.of("../sites/binhai");
    static final Site BINHAI = SiteReader.read(FOLDER, Map.of()).site().orElseThrow();
    static final GateLists LISTS = lists();

    private static final Map<String, Play.Outcome> OUTCOMES = new LinkedHashMap<>();

    private Played() {}

    private static GateLists lists() {
        GateListsReader.Result read = GateListsReader.ofFolder(FOLDER, BINHAI);
        assertThat(read.hasErrors()).isFalse();
        return read.lists();
    }

    static synchronized Play.Outcome on(Script script) {
        return OUTCOMES.computeIfAbsent(script.id(), id -> Play.of(BINHAI, LISTS, script));
    }

    /** The script of that id. */
    static Script script(String id) {
        return Scripts.all().stream()
                .filter(script -> script.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Recording recording(String id) {
        return on(script(id)).recording();
    }
}
