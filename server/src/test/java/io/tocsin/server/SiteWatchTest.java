package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import io.tocsin.rules.Input;
import io.tocsin.server.picture.Reload;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a site, looked at by hand; what is taken is written down. */
class SiteWatchTest {
    private static final Input.Principal LI = new Input.Principal("li.wei", "console");

    @TempDir
    private Path folder;

    private final List<String> taken = new ArrayList<>();
    private final List<Problem> unfit = new ArrayList<>();
    private Runnable whileRead = () -> {};
    private boolean diskFull;
    private SiteWatch watch;
    private int time;

    @BeforeEach
    void open() throws Exception {
        write("park.yaml", "park: {id: it}");
        write("tags.yaml", "tags: [{tag: A, limits: {H: 10}}]");
        watch = new SiteWatch(folder, read(), this::readSlowly, new Taker());
        watch.look();
        watch.look();
    }

    private SiteReader.Result read() {
        return SiteReader.read(folder, Map.of());
    }

    private SiteReader.Result readSlowly() {
        SiteReader.Result read = read();
        whileRead.run();
        return read;
    }

    private void write(String file, String text) throws Exception {
        time++;
        Files.writeString(folder.resolve(file), text);
        Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(time));
    }

    private final class Taker implements SiteWatch.Taker {
        @Override
        public List<Problem> unfit(Site site) {
            return unfit;
        }

        @Override
        public CompletableFuture<Void> take(SiteReader.Result read, Input.Principal by) {
            if (diskFull) {
                throw new UncheckedIOException(new java.io.IOException("no space"));
            }
            taken.add(read.site().orElseThrow().tags().get(0).id() + " by " + by.operator());
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void whatTheEngineWasStartedWithIsNoChange() throws Exception {
        watch.look();
        assertThat(taken).isEmpty();
        assertThat(watch.health().ok()).isTrue();
        assertThat(watch.taken()).isZero();
    }

    @Test
    void aChangeIsTakenOnceItStandsStill() throws Exception {
        write("tags.yaml", "tags: [{tag: B}]");
        watch.look();
        write("tags.yaml", "tags: [{tag: C}]");
        watch.look();
        assertThat(taken).isEmpty();
        watch.look();
        watch.look();
        assertThat(taken).containsExactly("C by file watch");
        assertThat(watch.taken()).isEqualTo(1);
    }

    @Test
    void theAlarmDatabaseIsFollowedToo() throws Exception {
        write("alarms.csv", "tag,condition,value\nA,H,5\n");
        watch.look();
        watch.look();
        assertThat(taken).containsExactly("A by file watch");
    }

    @Test
    void whatChangesWhileItIsReadIsReadAgain() throws Exception {
        write("tags.yaml", "tags: [{tag: B}]");
        whileRead = () -> {
            whileRead = () -> {};
            try {
                write("tags.yaml", "tags: [{tag: C}]");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        watch.look();
        watch.look();
        assertThat(taken).isEmpty();
        watch.look();
        assertThat(taken).containsExactly("C by file watch");
    }

    @Test
    void whatIsNotSoundChangesNothingAndIsShownWithAllProblemsUntilItIs() throws Exception {
        write("tags.yaml", "tags: [{tag: B, limits: {HI: 3}}, {tag: B, onDelay: 5}]");
        for (int i = 0; i < 4; i++) {
            watch.look();
        }
        assertThat(taken).isEmpty();
        assertThat(watch.refused()).isEqualTo(1);
        assertThat(watch.standing().problems()).hasSizeGreaterThan(2);
        assertThat(watch.health().ok()).isFalse();
        assertThat(watch.health().state()).isEqualTo("REFUSED");
        assertThat(watch.health().detail()).startsWith("tags.yaml:1:");
        write("tags.yaml", "tags: [{tag: B}]");
        watch.look();
        watch.look();
        assertThat(taken).containsExactly("B by file watch");
        assertThat(watch.health().ok()).isTrue();
        assertThat(watch.standing().problems()).isEmpty();
    }

    @Test
    void whatIsPutBackIsWellAgainWithoutAChange() throws Exception {
        write("tags.yaml", "tags: [");
        watch.look();
        watch.look();
        assertThat(watch.health().ok()).isFalse();
        write("tags.yaml", "tags: [{tag: A, limits: {H: 10}}]");
        watch.look();
        watch.look();
        assertThat(watch.health().ok()).isTrue();
        assertThat(taken).isEmpty();
    }

    @Test
    void aPersonNeedNotWaitAndIsToldTheDifference() throws Exception {
        write("tags.yaml", "tags: [{tag: A, limits: {H: 11}}]");
        Reload reload = watch.reload(LI);
        assertThat(reload).isInstanceOfSatisfying(Reload.Taken.class, done -> {
            assertThat(done.difference().changes()).singleElement().satisfies(change -> {
                assertThat(change.id()).isEqualTo("A");
                assertThat(change.before()).isEqualTo("10");
                assertThat(change.after()).isEqualTo("11");
            });
            assertThat(done.previousVersion()).isNotEqualTo(done.configVersion());
        });
        watch.look();
        watch.look();
        assertThat(taken).containsExactly("A by li.wei");
        assertThat(watch.reload(LI))
                .isInstanceOfSatisfying(
                        Reload.Taken.class,
                        done -> assertThat(done.difference().isEmpty()).isTrue());
        assertThat(taken).hasSize(1);
    }

    @Test
    void anotherParkIsRefusedWhileTheEngineRuns() throws Exception {
        write("park.yaml", "park: {id: other}");
        assertThat(watch.reload(LI))
                .isInstanceOfSatisfying(
                        Reload.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.file()).isEqualTo("park.yaml");
                                    assertThat(problem.message())
                                            .isEqualTo(new Text(
                                                    "应为园区 it（运行中不能更换，须重新启动），实为 other",
                                                    "expected the park it (another one needs a restart), was other"));
                                }));
        assertThat(taken).isEmpty();
    }

    @Test
    void aSiteThatTheListsDoNotFitIsRefused() throws Exception {
        unfit.add(new Problem(Problem.Severity.ERROR, "vehicles.csv", 2, 1, "gate", Text.of("x"), null));
        write("tags.yaml", "tags: [{tag: B}]");
        assertThat(watch.reload(LI)).isEqualTo(new Reload.Refused(unfit));
        assertThat(taken).isEmpty();
    }

    @Test
    void whatAConnectionHasOtherwiseWaitsForTheNextStart() throws Exception {
        write("tocsin.yaml", "{http: {port: 9}, ingest: {maxNesting: 9}}");
        watch.look();
        watch.look();
        assertThat(taken).hasSize(1);
        assertThat(watch.health().ok()).isTrue();
        assertThat(watch.health().detail()).isEqualTo("takes effect at the next start: http.port");
        assertThat(watch.standing().atNextStart().changes())
                .extracting(change -> change.what() + " " + change.field())
                .containsExactly("http port");
        write("tocsin.yaml", "{ingest: {maxNesting: 9}}");
        watch.look();
        watch.look();
        assertThat(watch.health().detail()).isEmpty();
    }

    @Test
    void aFullDiskIsShownAndTriedAgain() throws Exception {
        diskFull = true;
        write("tags.yaml", "tags: [{tag: B}]");
        watch.look();
        watch.look();
        assertThat(watch.health().detail()).contains("no space");
        diskFull = false;
        watch.look();
        assertThat(taken).containsExactly("B by file watch");
        assertThat(watch.health().ok()).isTrue();
    }
}
