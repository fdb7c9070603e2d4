package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.server.live.EngineListener;
import io.tocsin.server.live.ListsReader;
import io.tocsin.server.live.LiveEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of a site's folder, looked at by hand; what is taken waits in the queue of an engine that does not run. */
class ListsWatchTest {
    private static final String SOUND = "plate,class\n测A0001,HAZMAT\n";

    @TempDir
    private Path folder;

    private LiveEngine engine;
    private ListsWatch watch;
    private Path vehicles;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("tags.yaml"), "tags: [{tag: A}]");
        vehicles = folder.resolve("vehicles.csv");
        LiveEngine.Options options = new LiveEngine.Options(folder.resolve("data"), false, 1 << 20);
        engine = LiveEngine.open(options, () -> 1_000, Quiet.LISTENER);
        Site site = SiteReader.read(folder, Map.of()).site().orElseThrow();
        watch = new ListsWatch(folder, site, engine, ListsReader.STANDARD);
    }

    @AfterEach
    void close() throws Exception {
        watch.close();
        engine.close();
    }

    private void write(String text, int time) throws Exception {
        Files.writeString(vehicles, text);
        Files.setLastModifiedTime(vehicles, FileTime.fromMillis(time));
        watch.look();
    }

    @Test
    void aSiteWithoutListsSaysNothing() {
        watch.look();
        assertThat(engine.queued()).isZero();
        assertThat(watch.health().ok()).isTrue();
    }

    @Test
    void aChangeIsTakenOnceAndTheSameContentAgainIsNone() throws Exception {
        write(SOUND, 1_000);
        watch.look();
        write(SOUND, 2_000);
        assertThat(engine.queued()).isEqualTo(1);
        write(SOUND + "测A0002,CAR\n", 3_000);
        assertThat(engine.queued()).isEqualTo(2);
        Files.delete(vehicles);
        watch.look();
        assertThat(engine.queued()).isEqualTo(3);
    }

    @Test
    void whatIsNotSoundChangesNothingAndIsShownUntilItIs() throws Exception {
        write(SOUND, 1_000);
        write("plate,class\n测A0001,SHIP\n", 2_000);
        watch.look();
        assertThat(engine.queued()).isEqualTo(1);
        assertThat(watch.refused()).isEqualTo(1);
        assertThat(watch.health().ok()).isFalse();
        assertThat(watch.health().detail()).startsWith("vehicles.csv:2:").doesNotContain("测A");
        write(SOUND, 3_000);
        assertThat(watch.health().ok()).isTrue();
        assertThat(engine.queued()).isEqualTo(1);
    }

    private Site site(String park) throws Exception {
        Files.writeString(folder.resolve("park.yaml"), park);
        return SiteReader.read(folder, Map.of()).site().orElseThrow();
    }

    @Test
    void theSameRowsAreTakenAgainWhereAnotherSiteReadsThemOtherwise() throws Exception {
        Files.writeString(folder.resolve("reservations.csv"), "plate,from\n测A0001,2026-11-21 08:00\n");
        watch.look();
        assertThat(engine.queued()).isEqualTo(1);
        watch.follow(site("park: {name: Other}"), () -> true);
        assertThat(engine.queued()).isEqualTo(1);
        watch.follow(site("park: {zone: America/Lima}"), () -> true);
        assertThat(engine.queued()).isEqualTo(2);
        assertThat(watch.health().ok()).isTrue();
    }

    @Test
    void aSiteThatNoListsFitIsNotToBeTaken() throws Exception {
        String gates = "gates: [{id: G1, kind: GENERAL}]";
        watch.follow(site(gates), () -> true);
        String rows = "plate,from,gate\n测A0001,2026-11-21 08:00,G1\n";
        Files.writeString(folder.resolve("reservations.csv"), rows);
        watch.look();
        assertThat(watch.unfit(site(gates + "\nzones: [{id: Z, kind: CORE}]"))).isEmpty();
        Site without = site("gates: [{id: G2, kind: GENERAL}]");
        assertThat(watch.unfit(without)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("reservations.csv");
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message().en()).doesNotContain("测A");
        });
        // Lists that are changed with the site fit it.
        Files.writeString(folder.resolve("reservations.csv"), rows.replace("G1", "G2"));
        assertThat(watch.unfit(without)).isEmpty();
    }

    private enum Quiet implements EngineListener {
        LISTENER;

        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {}
    }
}
