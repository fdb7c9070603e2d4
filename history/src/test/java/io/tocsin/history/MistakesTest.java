package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Problem;
import io.tocsin.history.Written.Read;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MistakesTest {
    @TempDir
    Path dir;

    @Test
    void saysWhereACsvIsWrong() throws IOException {
        Read read = read(
                "time,tag,value,quality",
                "yesterday,a,1,",
                "1704067200,\"a \"\"x\"\"\",1,fine",
                "1704067200,,1,",
                "1704067200,a",
                "1704067199,a,1,",
                "1704067201,a,1,",
                "1704067201,a,1,GOOD,5",
                "1704067201,\"位号\",1,fine");

        assertThat(read.mistakes())
                .containsExactly(
                        "2:1: expected ISO 8601 or epoch s, ms, us, ns, was \"yesterday\"",
                        "3:24: expected GOOD, UNCERTAIN, BAD or an OPC status number, was \"fine\"",
                        "4:12: expected a tag, was nothing",
                        "5:1: expected 4 cells, was 2 cells",
                        "6:1: expected a time not before 2024-01-01T00:00:00Z, was 2023-12-31T23:59:59Z",
                        "8:1: expected 4 cells, was 5 cells",
                        "9:19: expected GOOD, UNCERTAIN, BAD or an OPC status number, was \"fine\"");
        assertThat(read.samples())
                .containsExactly(
                        "1704067200000 a \"x\" 1.0 BAD", "1704067201000 a 1.0 GOOD", "1704067201000 位号 1.0 BAD");
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
                "{\"t\":1704067200,\"tag\":\"a\",\"v\":1,\"received\":\"late\"}",
                "{\"t\":1704067200,\"tag\"",
                "{\"t\":1704067200,\"tag\":\"a\",\"v\":01}");

        assertThat(read.mistakes().subList(0, 7))
                .containsExactly(
                        "2:1: expected a JSON object, was [1]",
                        "3:6: expected ISO 8601 or epoch s, ms, us, ns, was \"soon\"",
                        "4:1: expected ISO 8601 or epoch s, ms, us, ns, was none",
                        "5:1: expected a field v, was none",
                        "6:6: expected a time not before 2024-01-01T00:00:00Z, was 2023-12-31T23:59:59Z",
                        "7:37: expected GOOD, UNCERTAIN, BAD or an OPC status number, was \"fine\"",
                        "8:44: expected ISO 8601 or epoch s, ms, us, ns, was \"late\"");
        assertThat(read.mistakes().get(7)).startsWith("9:").contains("expected JSON, was ");
        assertThat(read.mistakes().get(8)).startsWith("10:").contains("expected JSON, was ");
        assertThat(read.mistakes()).hasSize(9);
        assertThat(read.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067200000 a 1.0 BAD");
    }

    @Test
    void speaksChineseToo() throws IOException {
        Path file = Written.lines(dir, "time,tag,value", "soon,a,1", "1704067200,,1");
        try (HistoryFile history = HistoryFile.open(file, TagTable.of(List.of("a")), OnMistake.COUNT)) {
            assertThat(history.next()).isFalse();
            assertThat(history.findings().mistakes())
                    .extracting(problem -> problem.render(Locale.CHINESE))
                    .containsExactly(
                            file + ":2:1: 错误: 应为 ISO 8601 或纪元秒、毫秒、微秒、纳秒，实为 \"soon\"", file + ":3:12: 错误: 应为 位号，实为 空");
        }
    }

    @Test
    void refusesAHeaderThatNamesTooLittle() throws IOException {
        assertThat(read("tag,value", "a,1").mistakes()).containsExactly("1:1: expected a column time, was tag,value");
        assertThat(read("time,tag", "1,a").mistakes())
                .containsExactly("1:1: expected a column value beside tag, was time,tag");
        assertThat(read("time", "1").mistakes())
                .containsExactly("1:1: expected a column tag and value, or a column for each tag, was time");
        assertThat(read("").mistakes()).containsExactly("1:1: expected a header with a column time, was an empty file");
        assertThat(read("Tiem,tag,value", "1,a,1").mistakes())
                .containsExactly("1:1: expected a column time, was Tiem,tag,value (nearest: time)");
    }

    @Test
    void namesTheColumnThatWasProbablyMeant() throws IOException {
        Read read = read("time,tag,value,qualty,comment,recieved", "1704067200,a,1,BAD,,");

        assertThat(read.mistakes())
                .containsExactly(
                        "1:16: expected a column quality, was \"qualty\" (nearest: quality)",
                        "1:31: expected a column received, was \"recieved\" (nearest: received)");
        assertThat(read.samples()).containsExactly("1704067200000 a 1.0 GOOD");
    }

    @Test
    void takesTheFirstOfTwoColumnsWithOneName() throws IOException {
        Read read = read("time,a,b,a", "1704067200,1,2,3");

        assertThat(read.mistakes().get(0)).isEqualTo("1:10: expected each column once, was a once more");
        assertThat(read.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067200000 b 2.0 GOOD");
    }

    @Test
    void takesAColumnWithoutANameOnlyWhileItIsEmpty() throws IOException {
        Read read = read("time,a,", "1704067200,1,", "1704067201,2,3");

        assertThat(read.mistakes())
                .containsExactly("3:14: expected an empty cell in a column without a name, was \"3\"");
        assertThat(read.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067201000 a 2.0 GOOD");
    }

    @Test
    void losesOneLineToAQuoteThatDoesNotEnd() throws IOException {
        Read read = read(
                "time,tag,value",
                "1704067200,\"a,1",
                "1704067201,a,1",
                "1704067202,\"a\"b,1",
                "1704067203,\"a\"\"\"\"\",1",
                "1704067204,a,\"");

        assertThat(read.mistakes())
                .containsExactly(
                        "2:12: expected a closing quote on the same line, was the end of the line",
                        "4:15: expected a comma behind the closing quote, was \"b,1\"",
                        "6:14: expected a closing quote on the same line, was the end of the line");
        assertThat(read.samples()).containsExactly("1704067201000 a 1.0 GOOD", "1704067203000 a\"\" 1.0 GOOD");
    }

    @Test
    void stopsAtTheFirstMistakeWhereAsked() throws IOException {
        String[] lines = {"time,tag,value", "1704067200,a,1", "soon,a,2", "later,a,3", "1704067203,a,4"};
        Read stopped = Written.read(Written.lines(dir, lines), OnMistake.STOP);
        Read counted = Written.read(Written.lines(dir, lines), OnMistake.COUNT);

        assertThat(stopped.samples()).containsExactly("1704067200000 a 1.0 GOOD");
        assertThat(stopped.findings().mistakeCount()).isEqualTo(1);
        assertThat(stopped.findings().stopped()).isTrue();
        assertThat(counted.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067203000 a 4.0 GOOD");
        assertThat(counted.findings().mistakeCount()).isEqualTo(2);
        assertThat(counted.findings().stopped()).isFalse();
    }

    @Test
    void stopsBeforeASampleWhoseQualityIsNone() throws IOException {
        Path file = Written.lines(dir, "time,tag,value,quality", "1704067200,a,1,fine");

        assertThat(Written.read(file, OnMistake.STOP).samples()).isEmpty();
        assertThat(Written.read(Written.lines(dir, "time,tag,value,qualty", "1704067200,a,1,"), OnMistake.STOP)
                        .samples())
                .isEmpty();
    }

    @Test
    void keepsTheFirstHundredAndCountsAll() throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,tag,value"));
        for (int i = 0; i < 250; i++) {
            lines.add("never,a,1");
        }
        Findings findings = read(lines.toArray(String[]::new)).findings();

        assertThat(findings.mistakes()).hasSize(100);
        assertThat(findings.mistakes())
                .extracting(Problem::line)
                .startsWith(2, 3)
                .endsWith(101);
        assertThat(findings.mistakeCount()).isEqualTo(250);
    }

    @Test
    void findsATornGzipAndKeepsTheWholeLinesBeforeIt() throws IOException {
        byte[] packed = Written.gzip(Written.utf8("time,tag,value\n1704067200,a,1\n1704067201,a,23"));
        byte[] flipped = packed.clone();
        flipped[packed.length - 6] ^= 1;

        Read torn = read(Arrays.copyOf(packed, packed.length - 9));
        assertThat(torn.samples()).containsExactly("1704067200000 a 1.0 GOOD");
        assertThat(torn.mistakes()).hasSize(1);
        assertThat(torn.mistakes().get(0)).endsWith("expected a whole gzip stream, was one that ends too early");
        assertThat(read(flipped).mistakes().get(0)).contains("expected a whole gzip stream, was damaged: ");
        assertThat(read(Arrays.copyOf(packed, 5)).mistakes())
                .containsExactly("1:1: expected a whole gzip stream, was one that ends too early");
        byte[] otherMethod = packed.clone();
        otherMethod[2] = 7;
        assertThat(read(otherMethod).mistakes()).hasSize(1);
    }

    @Test
    void findsFilesThatAreNoText() throws IOException {
        assertThat(read(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0})
                        .mistakes())
                .containsExactly("1:1: expected CSV or JSON lines, was a binary file");
        assertThat(read(new byte[] {'P', 'K', 3, 4, 20, 0}).mistakes())
                .containsExactly("1:1: expected CSV or JSON lines, was a zip or Excel file");
        assertThat(read("\uFEFFtime,a\n1,2\n".getBytes(StandardCharsets.UTF_16LE))
                        .mistakes())
                .containsExactly("1:1: expected UTF-8, was UTF-16");
        assertThat(read(Written.gzip(new byte[] {0, 1, 2})).mistakes())
                .containsExactly("1:1: expected CSV or JSON lines, was a binary file");
        assertThat(read("[{\"t\":1}]").mistakes()).containsExactly("1:1: expected CSV or JSON lines, was a JSON array");
    }

    @Test
    void findsBytesThatAreNoUtf8() throws IOException {
        Read header = read("time,温度\n1704067200,1\n".getBytes(Charset.forName("GB18030")));
        Read cell = read("time,tag,value\n1704067200,a,1\n1704067201,温度,1\n1704067202,a,2\n"
                .getBytes(Charset.forName("GB18030")));

        assertThat(header.mistakes())
                .containsExactly("1:6: expected UTF-8, was byte 0xCE (another encoding, as GB18030?)");
        assertThat(cell.mistakes())
                .containsExactly("3:12: expected UTF-8, was byte 0xCE (another encoding, as GB18030?)");
        assertThat(cell.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067202000 a 2.0 GOOD");
    }

    @Test
    void findsALineThatNeverEnds() throws IOException {
        byte[] line = new byte[Lines.LINE_BYTES_MAX + 100];
        Arrays.fill(line, (byte) '7');
        byte[] before = Written.utf8("time,tag,value\n1704067200,a,1\n");
        byte[] behind = Written.utf8("\n1704067201,a,2\n");
        byte[] whole = Arrays.copyOf(before, before.length + line.length + behind.length);
        System.arraycopy(line, 0, whole, before.length, line.length);
        System.arraycopy(behind, 0, whole, before.length + line.length, behind.length);
        Read read = read(whole);

        assertThat(read.mistakes()).containsExactly("3:1: expected a line of at most 8388608 bytes, was a longer one");
        assertThat(read.samples()).containsExactly("1704067200000 a 1.0 GOOD", "1704067201000 a 2.0 GOOD");
        assertThat(Written.read(dir.resolve("history"), OnMistake.STOP).samples())
                .hasSize(1);
    }

    @Test
    void boundsTheNamesOfUnknownTagsButCountsTheirSamples() throws IOException {
        StringBuilder text = new StringBuilder("time,tag,value\n");
        for (int i = 0; i < 10_050; i++) {
            text.append("1704067200,x").append(i).append(",1\n");
        }
        Path file = Files.writeString(dir.resolve("history"), text);
        try (HistoryFile history = HistoryFile.open(file, TagTable.of(List.of()), OnMistake.STOP)) {
            assertThat(history.next()).isFalse();
            assertThat(history.findings().unknownTags()).hasSize(10_000);
            assertThat(history.findings().unknownSamples()).isEqualTo(10_050);
        }
    }

    private Read read(String... lines) throws IOException {
        return Written.read(Written.lines(dir, lines));
    }

    private Read read(byte[] bytes) throws IOException {
        return Written.read(Files.write(dir.resolve("history"), bytes));
    }
}
