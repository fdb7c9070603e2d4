package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the files, the reader answers with problems, never with an exception. */
class FuzzTest {
    private static final int ROUNDS = 200;
    private static final List<String> NAMES = List.of(
            "tags.yaml",
            "park.yaml",
            "rules.yaml",
            "tocsin.yaml",
            "vehicles.csv",
            "reservations.csv",
            "tags.csv",
            "alarms.csv");
    private static final String ALARMS = """
            tag,condition,value,deadband,onDelay,priority,class,latching,cause,cameras,timeToRespond,reason,change
            T-101.LEVEL,H,12.5,0.1,15s,HIGH,gas,true,"two
            lines",C1; C2,10m,'=x,MOC-1
            T-101.LEVEL,LL,off,,,,,,,,,,
            T-101.LEVEL,BAD,,,20s,,,,,,,,
            """;
    private static final String TABLE = """
            位号,指标,单位,量程下限,量程上限,采集周期,死区,低报,高报,HH.onDelay,HH,states,alarmValues
            "X-1",LEVEL,m,0,14.3,1s,0.03,2.1,"12.9",5s,13.1,,
            X-2,SWITCH,,,,,,,,,,0=NORMAL 1=TRIPPED,TRIPPED
            """;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        "\n",
        "  ",
        "\t",
        "'",
        "\"",
        "&a ",
        "*a",
        "!!str ",
        "? ",
        "|\n",
        "#",
        "---\n",
        "${",
        "${X:1}",
        "}",
        "null",
        "true",
        "1e999",
        ".nan",
        "-1",
        "99999999999d",
        "\u0000",
        "\uD800",
        "液",
        "<<: ",
        "off",
        "{}",
        "[]",
        "tags",
        "limits",
        "H",
        ",",
        "\"",
        "#REF!",
        "3.3E+18",
        "2-Jan"
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersEveryMutationWithASiteOrProblems(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            byte[] mutated = mutate(original(name), random);
            SiteFiles.write(folder, "tags.yaml", Files.readAllBytes(Path.of("../sites/binhai/tags.yaml")));
            SiteFiles.write(folder, name, mutated);
            SiteReader.Result result;
            try {
                result = SiteReader.read(folder, Map.of());
                result.site().ifPresent(site -> GateListsReader.ofFolder(folder, site));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed=" + seed + " round=" + round + " file=" + name, e);
            }
            assertThat(result.site().isPresent() || !result.problems().isEmpty())
                    .as("seed=%d round=%d", seed, round)
                    .isTrue();
            Files.delete(folder.resolve(name));
        }
    }

    private static byte[] original(String name) throws IOException {
        if (name.equals("alarms.csv")) {
            return ALARMS.getBytes(StandardCharsets.UTF_8);
        }
        return name.equals("tags.csv")
                ? TABLE.getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(Path.of("../sites/binhai", name));
    }

    private static byte[] mutate(byte[] original, Random random) {
        List<String> lines = new ArrayList<>(
                new String(original, StandardCharsets.UTF_8).lines().toList());
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutate(lines, random);
        }
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void mutate(List<String> lines, Random random) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int column = random.nextInt(line.length() + 1);
        String piece = PIECES[random.nextInt(PIECES.length)];
        switch (random.nextInt(5)) {
            case 0 -> lines.set(at, line.substring(0, column) + piece + line.substring(column));
            case 1 -> lines.set(at, line.substring(0, column));
            case 2 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 3 -> lines.set(at, line.replaceFirst("[:,] .*", Matcher.quoteReplacement(": " + piece)));
            default -> lines.set(at, " ".repeat(random.nextInt(8)) + line.strip());
        }
    }
}
