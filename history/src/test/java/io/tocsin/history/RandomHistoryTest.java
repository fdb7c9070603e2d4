package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.tocsin.history.Written.Read;
import io.tocsin.rules.Quality;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random files, by seed. */
class RandomHistoryTest {
    private static final String[] TAGS = {"T-101.LEVEL", "GD-201.GAS", "位号,1", "a \"b\"", "x"};

    @TempDir
    Path dir;

    private record Drawn(long timeMs, String tag, double value, Quality quality, long receivedMs) {
        String text() {
            return timeMs + " " + tag + ' ' + value + ' ' + quality + " @" + receivedMs;
        }
    }

    @Test
    void readsBackWhatWasWrittenInAnyForm() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Drawn> drawn = drawn(random);
            String text = random.nextBoolean() ? longCsv(drawn, random) : jsonLines(drawn, random);
            byte[] bytes = Written.utf8(random.nextBoolean() ? text : text.replace("\n", "\r\n"));
            Path file = Files.write(dir.resolve("history"), random.nextBoolean() ? bytes : Written.gzip(bytes));
            Read read = Written.read(file, OnMistake.STOP);

            assertThat(read.mistakes()).as("seed=%d", seed).isEmpty();
            assertThat(read.samples())
                    .as("seed=%d", seed)
                    .isEqualTo(drawn.stream().map(Drawn::text).toList());
        }
    }

    @Test
    void cutsLinesIntoCellsAsFastCsvDoes() throws IOException {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder row = new StringBuilder("1704067200");
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                String cell = text(random, "a7\", 测.", 6);
                row.append(',').append(random.nextBoolean() || !isPlain(cell) ? quoted(cell) : cell);
            }
            List<String> cells = CsvReader.builder().ofCsvRecord(row.toString()).stream()
                    .findFirst()
                    .orElseThrow()
                    .getFields();
            assertThat(cells(row.toString()))
                    .as("seed=%d %s", seed, row)
                    .isEqualTo(cells.stream().map(String::trim).toList());
        }
    }

    @Test
    void readsAPlainObjectOfJsonAsJacksonDoes() throws IOException {
        String[] seeds = {
            "{\"t\":1704067200,\"tag\":\"a\",\"v\":1.5,\"q\":\"GOOD\"}",
            "{ \"tag\" : \"测\" , \"v\" : -0.5e3 , \"t\" : \"2024-01-01T00:00:00Z\" , \"received\" : 1704067201 }",
            "{\"v\":12,\"x\":{\"tag\":1},\"tag\":\"b\",\"t\":1,\"q\":192,\"v\":\"7\"}"
        };
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int i = random.nextInt(3); i > 0; i--) {
                text.setCharAt(random.nextInt(1, text.length()), "{}[]\":,0123.eE+-\\tv \t".charAt(random.nextInt(21)));
            }
            Lines lines = lines(text.toString());
            JsonFields flat = new JsonFields();
            if (lines.next() && JsonFlat.read(lines.buffer(), lines.from(), lines.to(), flat)) {
                JsonFields parsed = new JsonFields();
                Mistakes mistakes = new Mistakes(new Findings(OnMistake.COUNT), "json");
                assertThat(new JsonParsed(lines, mistakes).read(parsed))
                        .as("seed=%d %s", seed, text)
                        .isTrue();
                assertThat(told(flat)).as("seed=%d %s", seed, text).isEqualTo(told(parsed));
            }
            lines.close();
        }
    }

    @Test
    void throwsNothingWhateverTheBytesAre() throws IOException {
        byte[][] files = {
            Written.utf8(
                    "time,tag,value,quality,received\n1704067200,\"a\",1.5,GOOD,\n1704067201,b,2,BAD,1704067202\n"),
            Written.utf8("\uFEFFtime,a,\"测\"\r\n2024-01-01T00:00:00Z,1,\r\n2024-01-01T00:00:01Z,,2\r\n"),
            Written.utf8("{\"t\":1704067200,\"tag\":\"a\",\"v\":1.5}\n{\"t\":1704067201,\"tag\":\"b\",\"v\":null}\n")
        };
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = files[random.nextInt(files.length)].clone();
            bytes = random.nextBoolean() ? bytes : Written.gzip(bytes);
            for (int i = random.nextInt(5); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
            Path file = Files.write(dir.resolve("history"), Arrays.copyOf(bytes, length));
            for (OnMistake onMistake : OnMistake.values()) {
                assertThat(Written.read(file, onMistake).findings())
                        .as("seed=%d", seed)
                        .isNotNull();
            }
        }
    }

    private static List<Drawn> drawn(Random random) {
        List<Drawn> drawn = new ArrayList<>();
        long timeMs = 1_704_067_200_000L;
        for (int i = random.nextInt(200); i > 0; i--) {
            timeMs += random.nextInt(3) * random.nextLong(100_000);
            double value = random.nextBoolean() ? random.nextInt(1_000) / 8.0 : random.nextGaussian();
            boolean readable = random.nextInt(10) > 0;
            Quality quality = readable ? Quality.ofCode(random.nextInt(3)) : Quality.UNREADABLE;
            String tag = TAGS[random.nextInt(TAGS.length)];
            drawn.add(new Drawn(timeMs, tag, readable ? value : Double.NaN, quality, timeMs + random.nextInt(5_000)));
        }
        return drawn;
    }

    private static String longCsv(List<Drawn> drawn, Random random) {
        List<String> columns = new ArrayList<>(List.of("time", "tag", "value", "quality", "received"));
        Collections.shuffle(columns, random);
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (Drawn sample : drawn) {
            text.append(columns.stream()
                            .map(column -> cell(sample, column, random))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cell(Drawn sample, String column, Random random) {
        return switch (column) {
            case "time" -> time(sample.timeMs(), random);
            case "received" -> time(sample.receivedMs(), random);
            case "tag" -> quoted(sample.tag());
            case "value" -> Double.isNaN(sample.value()) ? "Bad input" : String.valueOf(sample.value());
            default ->
                sample.quality() == Quality.UNREADABLE
                        ? "GOOD"
                        : sample.quality().name();
        };
    }

    private static String jsonLines(List<Drawn> drawn, Random random) {
        StringBuilder text = new StringBuilder();
        for (Drawn sample : drawn) {
            String tag = sample.tag().replace("\"", "\\\"");
            text.append("{\"t\":\"" + time(sample.timeMs(), random) + "\",\"tag\":\"" + tag + "\",\"v\":"
                    + (Double.isNaN(sample.value()) ? "null" : String.valueOf(sample.value()))
                    + (sample.quality().code() % 3 == 0 ? "" : ",\"q\":\"" + sample.quality() + '"')
                    + ",\"received\":" + sample.receivedMs() + "}\n");
        }
        return text.toString();
    }

    private static String time(long timeMs, Random random) {
        String iso = Instant.ofEpochMilli(timeMs).toString();
        return switch (random.nextInt(3)) {
            case 0 -> iso;
            case 1 -> iso.replace('T', ' ').replace("Z", "");
            default -> String.valueOf(timeMs);
        };
    }

    private static List<String> cells(String row) throws IOException {
        Mistakes mistakes = new Mistakes(new Findings(OnMistake.COUNT), "csv");
        try (Lines lines = lines(row)) {
            CsvLine line = new CsvLine(lines, mistakes);
            assertThat(lines.next() && line.cut()).isTrue();
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < line.count(); i++) {
                cells.add(line.text(i));
            }
            return cells;
        }
    }

    private static Lines lines(String text) throws IOException {
        byte[] bytes = Written.utf8(text);
        DiskBytes disk = new DiskBytes(new ByteArrayInputStream(bytes), bytes.length);
        return new Lines(disk, new Mistakes(new Findings(OnMistake.COUNT), "lines"));
    }

    private static List<String> told(JsonFields fields) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < JsonFields.OTHER; i++) {
            told.add(!fields.has(i) ? "absent" : fields.isNull(i) ? "null" : fields.text(i));
        }
        return told;
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static boolean isPlain(String cell) {
        return cell.chars().noneMatch(c -> c == '"' || c == ',');
    }

    private static String text(Random random, String alphabet, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
