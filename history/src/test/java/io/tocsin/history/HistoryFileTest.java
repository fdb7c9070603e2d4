package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.history.Written.Read;
import io.tocsin.rules.Quality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir
    Path dir;

    @Test
    void readsLongCsvByItsHeaderInAnyOrder() throws IOException {
        Read read = read(
                "Tag,VALUE,area,quality,time",
                "T-101.LEVEL,11.42,x,,2024-01-01T00:00:00Z",
                "GD-201.GAS,0.5,x,UNCERTAIN,1704067200500",
                "GD-201.GAS,0.6,x,bad,1704067201",
                "GD-201.GAS,,x,,1704067202");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 T-101.LEVEL 11.42 GOOD",
                        "1704067200500 GD-201.GAS 0.5 UNCERTAIN",
                        "1704067201000 GD-201.GAS 0.6 BAD");
        assertThat(read.mistakes()).isEmpty();
    }

    @Test
    void readsWideCsvAndLeavesEmptyCellsOut() throws IOException {
        Read read = read(
                "T-101.LEVEL,time,GD-201.GAS",
                "11.42,2024-01-01 00:00:00,",
                ",2024-01-01 00:00:05,0.5",
                "",
                "x,1704067210,NaN");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 T-101.LEVEL 11.42 GOOD",
                        "1704067205000 GD-201.GAS 0.5 GOOD",
                        "1704067210000 T-101.LEVEL NaN UNREADABLE",
                        "1704067210000 GD-201.GAS NaN UNREADABLE");
        assertThat(read.mistakes()).isEmpty();
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
                "{\"t\":1704067204,\"tag\":\"a\",\"v\":NaN}",
                " { \"v\" : -1.5e1 , \"more\" : \"\" , \"tag\" : \"b\\u002d1\" , \"t\" : 1704067205.5 } ");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 a 1.5 GOOD",
                        "1704067201000 a NaN UNREADABLE",
                        "1704067202000 a 2.5 UNCERTAIN",
                        "1704067203000 a 1.0 BAD",
                        "1704067204000 a NaN UNREADABLE",
                        "1704067205500 b-1 -15.0 GOOD");
        assertThat(read.findings().otherInputs()).isEqualTo(1);
        assertThat(read.mistakes()).isEmpty();
    }

    @Test
    void readsWhenASampleWasReceivedWhereTheFileSays() throws IOException {
        assertThat(read("received,time,tag,value", "1704067203,1704067200,a,1", ",1704067201,a,2")
                        .samples())
                .containsExactly("1704067200000 a 1.0 GOOD @1704067203000", "1704067201000 a 2.0 GOOD");
        assertThat(read("time,a,received,b", "1704067200,1,2024-01-01T08:00:09+08:00,2", "1704067201,3,,")
                        .samples())
                .containsExactly(
                        "1704067200000 a 1.0 GOOD @1704067209000",
                        "1704067200000 b 2.0 GOOD @1704067209000",
                        "1704067201000 a 3.0 GOOD");
        assertThat(read(
                                "{\"t\":1704067200,\"tag\":\"a\",\"v\":1,\"received\":1704067205}",
                                "{\"t\":1704067201,\"tag\":\"a\",\"v\":1,\"received\":null}")
                        .samples())
                .containsExactly("1704067200000 a 1.0 GOOD @1704067205000", "1704067201000 a 1.0 GOOD");
    }

    @Test
    void givesTheSamplesTimeForOneOfReceiptThatIsNotThere() throws IOException {
        try (HistoryFile history = open(TagTable.of(List.of("a")), "time,tag,value", "1704067200,a,1")) {
            assertThat(history.next()).isTrue();
            assertThat(history.receivedMs()).isEqualTo(history.timeMs());
            assertThat(history.hasReceived()).isFalse();
        }
    }

    @Test
    void takesAnEmptyValueForASampleOnlyBesideABadQuality() throws IOException {
        assertThat(read("time,tag,value,quality", "1704067200,a,,BAD", "1704067201,a,,GOOD", "1704067202,a,,")
                        .samples())
                .containsExactly("1704067200000 a NaN UNREADABLE");
    }

    @Test
    void readsQuotedCells() throws IOException {
        Read read = read(
                "\"time\",\"tag\",\"value\"",
                "\"1704067200\",\"a, \"\"x\"\"\",\" 1 \"",
                "1704067201,\"\"\"\",\"2\"",
                "1704067202, b\"c\" ,3");

        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 a, \"x\" 1.0 GOOD",
                        "1704067201000 \" 2.0 GOOD",
                        "1704067202000 b\"c\" 3.0 GOOD");
        assertThat(read.mistakes()).isEmpty();
    }

    @Test
    void readsLineBreaksOfAnySystemAndALastLineWithoutOne() throws IOException {
        Path file = Files.writeString(
                dir.resolve("history"), "\r\ntime,tag,value\r\n1704067200,a,1\r\n  \n\r\n1704067201,位号,2");

        assertThat(Written.read(file).samples())
                .containsExactly("1704067200000 a 1.0 GOOD", "1704067201000 位号 2.0 GOOD");
    }

    @Test
    void readsGzipByItsBytesAndAByteOrderMark() throws IOException {
        byte[] text = Written.utf8("\uFEFFtime,tag,value\n1704067200,a,1\n");
        ByteArrayOutputStream twoMembers = new ByteArrayOutputStream();
        twoMembers.write(Written.gzip(text));
        twoMembers.write(Written.gzip(Written.utf8("1704067201,b,2\n")));

        assertThat(Written.read(Files.write(dir.resolve("plain.gz"), text)).samples())
                .containsExactly("1704067200000 a 1.0 GOOD");
        assertThat(Written.read(Files.write(dir.resolve("packed.csv"), twoMembers.toByteArray()))
                        .samples())
                .containsExactly("1704067200000 a 1.0 GOOD", "1704067201000 b 2.0 GOOD");
    }

    @Test
    void leavesOutTagsThatTheTableDoesNotHoldAndCountsThem() throws IOException {
        TagTable tags = TagTable.of(List.of("b", "a"));
        try (HistoryFile history = open(
                tags, "time,tag,value", "1704067200,who,1", "1704067201,a,1", "1704067202,who,1", "1704067203,x,")) {
            assertThat(Written.read(history, tags).samples()).containsExactly("1704067201000 a 1.0 GOOD");
            assertThat(history.findings().unknownTags()).containsExactly(entry("who", 2L), entry("x", 1L));
            assertThat(history.findings().unknownSamples()).isEqualTo(3);
        }
        try (HistoryFile history = open(tags, "time,who,a", "1704067200,1,1", "1704067201,,2", "1704067202,3,")) {
            assertThat(Written.read(history, tags).samples())
                    .containsExactly("1704067200000 a 1.0 GOOD", "1704067201000 a 2.0 GOOD");
            assertThat(history.findings().unknownTags()).containsExactly(entry("who", 2L));
        }
        try (HistoryFile history = open(tags, "{\"t\":1,\"tag\":\"who\",\"v\":1}", "{\"t\":1,\"tag\":\"a\",\"v\":1}")) {
            assertThat(history.next()).isTrue();
            assertThat(history.tag()).isEqualTo(1);
            assertThat(history.findings().unknownTags()).containsExactly(entry("who", 1L));
        }
    }

    @Test
    void tellsHowMuchOfTheFileIsRead() throws IOException {
        StringBuilder text = new StringBuilder("time,tag,value\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(1_704_067_200L + i)
                    .append(",a,")
                    .append(i * 7919 % 1000)
                    .append('\n');
        }
        for (byte[] bytes : List.of(Written.utf8(text.toString()), Written.gzip(Written.utf8(text.toString())))) {
            Path file = Files.write(dir.resolve("history"), bytes);
            try (HistoryFile history = HistoryFile.open(file, TagTable.of(List.of("a")), OnMistake.STOP)) {
                assertThat(history.next()).isTrue();
                assertThat(history.bytesTotal()).isEqualTo(bytes.length);
                assertThat(history.bytesRead()).isPositive().isLessThan(bytes.length);
                long before = 0;
                while (history.next()) {
                    assertThat(history.bytesRead()).isGreaterThanOrEqualTo(before);
                    before = history.bytesRead();
                }
                assertThat(history.bytesRead()).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        int columns = 30_000;
        StringBuilder header = new StringBuilder("time");
        StringBuilder row = new StringBuilder("1704067200");
        for (int i = 0; i < columns; i++) {
            header.append(",T-").append(i).append(".LEVEL");
            row.append(',').append(i);
        }
        List<String> samples = read(header.toString(), row.toString()).samples();

        assertThat(samples).hasSize(columns);
        assertThat(samples.get(columns - 1)).isEqualTo("1704067200000 T-29999.LEVEL 29999.0 GOOD");
    }

    @Test
    void endsAndStaysEnded() throws IOException {
        try (HistoryFile history = open(TagTable.of(List.of("a")), "time,a", "1704067200,1")) {
            assertThat(history.next()).isTrue();
            assertThat(history.quality()).isEqualTo(Quality.GOOD.code());
            assertThat(history.next()).isFalse();
            assertThat(history.next()).isFalse();
        }
    }

    @Test
    void leavesAMissingFileToTheCaller() {
        TagTable tags = TagTable.of(List.of());
        assertThatThrownBy(() -> HistoryFile.open(dir.resolve("none"), tags, OnMistake.STOP))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> HistoryFile.open(dir, tags, OnMistake.STOP)).isInstanceOf(IOException.class);
    }

    private HistoryFile open(TagTable tags, String... lines) throws IOException {
        return HistoryFile.open(Written.lines(dir, lines), tags, OnMistake.COUNT);
    }

    private Read read(String... lines) throws IOException {
        return Written.read(Written.lines(dir, lines));
    }
}
