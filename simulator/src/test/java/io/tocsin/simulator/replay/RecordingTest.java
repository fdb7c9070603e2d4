package io.tocsin.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.simulator.telemetry.ReadingQuality;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    @TempDir
    Path dir;

    /** What a file gave: samples as {@code time tag value quality}, problems as {@code file:line:column message}. */
    private record Read(List<String> samples, List<String> problems, long otherInputs) {}

    @Test
    void readsLongCsvByItsHeaderInAnyOrder() throws IOException {
        Read read = read(
                "Tag,VALUE,received,quality,time",
                "T-101.LEVEL,11.42,x,,2024-01-01T00:00:00Z",
                "GD-201.GAS,0.5,x,UNCERTAIN,1704067200500",
                "GD-201.GAS,0.6,x,bad,1704067201",
                "GD-201.GAS,,x,,1704067202");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 T-101.LEVEL 11.42 GOOD",
                        "1704067200500 GD-201.GAS 0.5 UNCERTAIN",
                        "1704067201000 GD-201.GAS 0.6 BAD");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsWideCsvAndLeavesEmptyCellsOut() throws IOException {
        Read read = read(
                "time,T-101.LEVEL,GD-201.GAS",
                "2024-01-01 00:00:00,11.42,",
                "2024-01-01 00:00:05,,0.5",
                "",
                "1704067210,x,NaN");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 T-101.LEVEL 11.42 GOOD",
                        "1704067205000 GD-201.GAS 0.5 GOOD",
                        "1704067210000 T-101.LEVEL NaN GOOD",
                        "1704067210000 GD-201.GAS NaN GOOD");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsJsonLinesAndCountsOtherInputs() throws IOException {
        Read read = read(
                "{\"t\":\"2024-01-01T08:00:00+08:00\",\"tag\":\"a\",\"v\":1.5,\"q\":\"GOOD\",\"more\":{\"tag\":\"no\"}}",
                "{\"kind\":\"command\",\"t\":1704067200,\"command\":\"ACKNOWLEDGE\"}",
                "",
                "{\"t\":1704067201,\"tag\":\"a\",\"v\":null}",
                "{\"t\":1704067202,\"tag\":\"a\",\"v\":\"2.5\",\"q\":64}",
                "{\"t\":1704067203,\"tag\":\"a\",\"v\":true,\"q\":2147483648}",
                "{\"t\":1704067204,\"tag\":\"a\",\"v\":NaN}");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 a 1.5 GOOD",
                        "1704067201000 a NaN GOOD",
                        "1704067202000 a 2.5 UNCERTAIN",
                        "1704067203000 a 1.0 BAD",
                        "1704067204000 a NaN GOOD");
        assertThat(read.otherInputs()).isEqualTo(1);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsGzipAndAByteOrderMark() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("\uFEFFtime,tag,value\n1704067200,a,1\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(dir.resolve("history.csv.gz"), bytes.toByteArray());
        Path torn = Files.write(dir.resolve("torn.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));

        assertThat(read(file).samples()).containsExactly("1704067200000 a 1.0 GOOD");
        assertThatThrownBy(() -> read(torn)).isInstanceOf(EOFException.class);
    }

    @Test
    void saysWhereACsvIsWrong() throws IOException {
        Read read = read(
                "time,tag,value,quality",
                "yesterday,a,1,",
                "1704067200,\"a \"\"x\"\"\",1,fine",
                "1704067200,,1,",
                "1704067200,a",
                "1704067199,a,1,",
                "1704067201,a,1,");

        assertThat(read.problems())
                .containsExactly(
                        "history:2:1 expected ISO 8601 or epoch s, ms, us, ns, was \"yesterday\"",
                        "history:3:24 expected GOOD, UNCERTAIN, BAD or an OPC status number, was \"fine\"",
                        "history:4:12 expected a tag, was nothing",
                        "history:5:1 expected 4 cells, was 2 cells",
                        "history:6:1 expected a time not before 2024-01-01T00:00:00Z, was 2023-12-31T23:59:59Z");
        assertThat(read.samples()).containsExactly("1704067200000 a \"x\" 1.0 BAD", "1704067201000 a 1.0 GOOD");
    }

    @Test
    void saysWhereJsonIsWrong() throws IOException {
        Read read = read(
                "{\"t\":1704067200,\"tag\":\"a\",\"v\":1}",
                "[1]",
                "{\"t\":\"soon\",\"tag\":\"a\",\"v\":1}",
                "{\"tag\":\"a\",\"v\":1}",
                "{\"t\":1704067200,\"tag\":\"a\"}",
                "{\"t\":1704067199,\"tag\":\"a\",\"v\":1}",
                "{\"t\":1704067200,\"tag\":\"a\",\"v\":1,\"q\":\"fine\"}",
                "{\"t\":1704067200,\"tag\"");

        assertThat(read.problems().subList(0, 6))
                .containsExactly(
                        "history:2:1 expected a JSON object, was [1]",
                        "history:3:6 expected ISO 8601 or epoch s, ms, us, ns, was \"soon\"",
                        "history:4:1 expected ISO 8601 or epoch s, ms, us, ns, was none",
                        "history:5:1 expected a field v, was none",
                        "history:6:6 expected a time not before 2024-01-01T00:00:00Z, was 2023-12-31T23:59:59Z",
                        "history:7:37 expected GOOD, UNCERTAIN, BAD or an OPC status number, was \"fine\"");
        assertThat(read.problems().get(6)).startsWith("history:8:").contains("expected JSON, was ");
        assertThat(read.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067200000 a 1.0 BAD");
    }

    @Test
    void refusesAHeaderThatNamesTooLittle() throws IOException {
        assertThat(read("tag,value", "a,1").problems())
                .containsExactly("history:1:1 expected a column time, was tag,value");
        assertThat(read("time,tag", "1,a").problems())
                .containsExactly("history:1:1 expected a column value beside tag, was time,tag");
        assertThat(read("time", "1").problems())
                .containsExactly("history:1:1 expected a column tag and value, or a column for each tag, was time");
        assertThat(read("").problems())
                .containsExactly("history:1:1 expected a header with a column time, was an empty file");
    }

    @Test
    void keepsTheFirstHundredProblemsAndCountsAll() throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,tag,value"));
        for (int i = 0; i < 250; i++) {
            lines.add("never,a,1");
        }
        Path file = Files.write(dir.resolve("history"), lines);
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.next()).isNull();
            assertThat(recording.problems()).hasSize(100);
            assertThat(recording.problemCount()).isEqualTo(250);
        }
    }

    @Test
    void leavesAMissingFileToTheCaller() {
        assertThatThrownBy(() -> Recording.open(dir.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00Z, 1704067200000",
        "2024-01-01T00:00:00, 1704067200000",
        "2024-01-01 00:00:00, 1704067200000",
        "2024-01-01T08:00:00.250+08:00, 1704067200250",
        "2024-01-01T08:00+0800, 1704067200000",
        "2024-01-01T00:00:00.123456789Z, 1704067200123",
        "1704067200, 1704067200000",
        "1704067200.5, 1704067200500",
        "1704067200123, 1704067200123",
        "1704067200123456, 1704067200123",
        "1704067200123456789, 1704067200123",
        "-1, -1000",
        "0, 0"
    })
    void readsTimes(String text, long epochMs) {
        assertThat(RecordedTime.parse(text)).hasValue(epochMs);
    }

    @ParameterizedTest
    @CsvSource({"''", "noon", "2024-01-01", "2024-13-01T00:00:00", "12:00:00", "1e9"})
    void takesNothingElseForATime(String text) {
        assertThat(RecordedTime.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-2.5, -2.5",
        "+.5, 0.5",
        "3., 3",
        "1e3, 1000",
        "true, 1",
        "FALSE, 0",
        "' 7 ', 7",
        "NaN, NaN",
        "Infinity, NaN",
        "1e400, NaN",
        "1d, NaN",
        "0x1p3, NaN",
        "n/a, NaN",
        "'1,5', NaN"
    })
    void readsNumbers(String text, double value) {
        assertThat(Cell.number(text)).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({
        "'', GOOD",
        "good, GOOD",
        "Uncertain, UNCERTAIN",
        "BAD, BAD",
        "192, GOOD",
        "216, GOOD",
        "64, UNCERTAIN",
        "0, BAD",
        "8, BAD",
        "128, BAD",
        "0xC0, GOOD",
        "0192, GOOD",
        "0x40000000, UNCERTAIN",
        "1073741824, UNCERTAIN",
        "0x80000000, BAD",
        "2147483648, BAD",
        "0x00A20000, GOOD"
    })
    void readsQualities(String text, ReadingQuality quality) {
        assertThat(Cell.quality(text)).isEqualTo(Optional.of(quality));
    }

    private Read read(String... lines) throws IOException {
        return read(Files.write(dir.resolve("history"), List.of(lines)));
    }

    private static Read read(Path file) throws IOException {
        List<String> samples = new ArrayList<>();
        try (Recording recording = Recording.open(file)) {
            for (@Nullable RecordedSample s = recording.next(); s != null; s = recording.next()) {
                samples.add(s.timeMs() + " " + s.tag() + ' ' + s.value() + ' ' + s.quality());
            }
            List<String> problems = recording.problems().stream()
                    .map(p -> p.file()
                            + ':'
                            + p.line()
                            + ':'
                            + p.column()
                            + ' '
                            + p.message().en())
                    .toList();
            return new Read(samples, problems, recording.otherInputs());
        }
    }
}
