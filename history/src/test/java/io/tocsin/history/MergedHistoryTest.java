package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedHistoryTest {
    @TempDir
    Path dir;

    @Test
    void mergesFilesOfAnyFormByTimeAndThenByTheirOrder() throws IOException {
        List<Path> files = List.of(
                write("one", "time,tag,value,received", "1704067201,a,1,1704067209", "1704067203,a,2,"),
                write("two", "time,b,c", "1704067200,1,", "1704067201,2,3"),
                write("three", "{\"t\":1704067201,\"tag\":\"d\",\"v\":1}", "{\"t\":1704067203,\"tag\":\"d\",\"v\":2}"));

        assertThat(samples(files, OnMistake.STOP))
                .containsExactly(
                        "1704067200000 b 1.0 GOOD",
                        "1704067201000 a 1.0 GOOD @1704067209000",
                        "1704067201000 b 2.0 GOOD",
                        "1704067201000 c 3.0 GOOD",
                        "1704067201000 d 1.0 GOOD",
                        "1704067203000 a 2.0 GOOD",
                        "1704067203000 d 2.0 GOOD");
    }

    @Test
    void isEmptyWithoutFilesOrSamples() throws IOException {
        assertThat(samples(List.of(), OnMistake.STOP)).isEmpty();
        assertThat(samples(List.of(write("one", "time,a"), write("two", "time,a")), OnMistake.STOP))
                .isEmpty();
    }

    @Test
    void countsWhatIsFoundInAllFiles() throws IOException {
        List<Path> files = List.of(
                write("one", "time,tag,value", "soon,a,1", "1704067200,x,1"),
                write("two", "time,tag,value", "1704067200,x,1", "later,a,1", "1704067201,a,1"));
        try (MergedHistory merged = MergedHistory.open(files, TagTable.of(List.of("a")), OnMistake.COUNT)) {
            assertThat(merged.next()).isTrue();
            assertThat(merged.next()).isFalse();
            assertThat(merged.next()).isFalse();
            assertThat(merged.findings().mistakes())
                    .extracting(problem -> problem.file() + ':' + problem.line())
                    .containsExactly(files.get(0) + ":2", files.get(1) + ":3");
            assertThat(merged.findings().unknownTags()).containsExactly(entry("x", 2L));
            assertThat(merged.bytesTotal()).isEqualTo(Files.size(files.get(0)) + Files.size(files.get(1)));
            assertThat(merged.bytesRead()).isEqualTo(merged.bytesTotal());
        }
    }

    @Test
    void stopsAllFilesAtAMistakeInOne() throws IOException {
        List<Path> files = List.of(
                write("one", "time,a", "1704067200,1", "1704067201,2", "1704067209,3"),
                write("two", "time,b", "1704067201,1", "soon,2"));

        assertThat(samples(files, OnMistake.STOP))
                .containsExactly("1704067200000 a 1.0 GOOD", "1704067201000 a 2.0 GOOD", "1704067201000 b 1.0 GOOD");
        assertThat(samples(files, OnMistake.COUNT)).hasSize(4);
    }

    @Test
    void opensAllOrNone() throws IOException {
        List<Path> files = List.of(write("one", "time,a", "1704067200,1"), dir.resolve("none"));
        assertThatThrownBy(() -> MergedHistory.open(files, TagTable.of(List.of("a")), OnMistake.STOP))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void isAStableSortOfWhatTheFilesHold() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Path> files = new ArrayList<>();
            List<String> all = new ArrayList<>();
            for (int f = 0; f < random.nextInt(1, 8); f++) {
                List<String> lines = new ArrayList<>(List.of("time,tag,value"));
                long time = 1_704_067_200L;
                for (int i = random.nextInt(40); i > 0; i--) {
                    time += random.nextInt(3);
                    lines.add(time + ",f" + f + "," + i);
                    all.add(time + "000 f" + f + ' ' + (double) i + " GOOD");
                }
                files.add(Files.write(dir.resolve("f" + f), lines));
            }
            all.sort(Comparator.comparing(sample -> sample.substring(0, 13)));
            assertThat(samples(files, OnMistake.STOP)).as("seed=%d", seed).isEqualTo(all);
        }
    }

    private static List<String> samples(List<Path> files, OnMistake onMistake) throws IOException {
        TagTable tags = TagTable.growing(List.of());
        try (MergedHistory merged = MergedHistory.open(files, tags, onMistake)) {
            return Written.read(merged, tags).samples();
        }
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(dir.resolve(name), List.of(lines));
    }
}
