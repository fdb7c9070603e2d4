package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import io.tocsin.rules.Quality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of docs/rules.md are a site, and its pictures are what the engine says of it; {@code -Dtocsin.write=true}
 * draws them anew.
 */
class RulesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/rules.md");
    private static final Path IMAGES = Path.of("../docs/images/rules");
    private static final long EVERY_MS = 5_000;

    @TempDir
    static Path folder;

    /** What the points do in the time of one picture, and when the rule begins to hold, in seconds. */
    private record Scene(
            String rule, double minutes, Map<String, DoubleUnaryOperator> courses, double fromS, double toS) {
        @Override
        public String toString() {
            return rule;
        }
    }

    // ---- the document -----------------------------------------------------------------------------------------------

    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        int at = text.indexOf("```yaml\n");
        while (at >= 0) {
            int end = text.indexOf("\n```", at);
            blocks.add(text.substring(at + "```yaml\n".length(), end + 1));
            at = text.indexOf("```yaml\n", end);
        }
        return blocks;
    }

    private static Site site() throws IOException {
        List<String> blocks = blocks(Files.readString(DOCUMENT));
        StringBuilder rules = new StringBuilder("rules:\n");
        for (String block : blocks) {
            if (block.startsWith("tags:")) {
                Files.writeString(folder.resolve("tags.yaml"), block);
            } else if (block.startsWith("tanks:")) {
                Files.writeString(folder.resolve("park.yaml"), block);
            } else {
                rules.append(block.substring("rules:\n".length()));
            }
        }
        Files.writeString(folder.resolve("rules.yaml"), rules);
        SiteReader.Result read = SiteReader.read(folder, Map.of());
        assertThat(read.problems()).noneMatch(problem -> problem.file().equals("rules.yaml"));
        return read.site().orElseThrow(() -> new AssertionError(read.problems()));
    }

    // ---- scenes -----------------------------------------------------------------------------------------------------

    private static double line(double x, double... points) {
        for (int i = 2; i < points.length; i += 2) {
            if (x < points[i]) {
                double share = (x - points[i - 2]) / (points[i] - points[i - 2]);
                return points[i - 1] + Math.max(0, share) * (points[i + 1] - points[i - 1]);
            }
        }
        return points[points.length - 1];
    }

    /** Straight lines between points of minute and value, with noise, shown in steps. */
    private static DoubleUnaryOperator course(double noise, double step, double... points) {
        Random random = new Random(7);
        return minute -> {
            double value = line(minute, points) + (noise == 0 ? 0 : noise * random.nextGaussian());
            return Double.isNaN(value) ? value : Math.rint(value / step) * step;
        };
    }

    private static DoubleUnaryOperator steps(double... points) {
        return minute -> {
            double value = points[1];
            for (int i = 0; i < points.length; i += 2) {
                value = minute >= points[i] ? points[i + 1] : value;
            }
            return value;
        };
    }

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene(
                        "leak",
                        15,
                        ordered(
                                "GD-1.GAS", course(0.02, 0.01, 0, 0.1, 3, 0.1, 4, 6, 15, 8),
                                "D-1.PRESSURE", course(0.0003, 0.001, 0, 0.6, 5, 0.6, 15, 0.52)),
                        360,
                        900),
                new Scene(
                        "t1-moving",
                        60,
                        ordered("T-1.LEVEL", course(0.003, 0.001, 0, 8, 15, 8, 40, 8.4, 60, 8.4)),
                        1_100,
                        3_000),
                new Scene(
                        "pre-hh",
                        60,
                        ordered("T-1.LEVEL", course(0.003, 0.001, 0, 12.3, 10, 12.3, 60, 13.12)),
                        1_700,
                        3_600),
                new Scene(
                        "hh-switch",
                        30,
                        ordered(
                                "T-1.LEVEL", course(0.002, 0.001, 0, 12.95, 10, 13.05, 30, 13.05),
                                "T-1.LSHH", steps(0, 0, 16, 1)),
                        1_080,
                        1_800),
                new Scene(
                        "s1-mismatch",
                        240,
                        ordered(
                                "S-1.TEMPERATURE", course(0.03, 0.01, 0, 22, 240, 30),
                                "S-1.PRESSURE", course(0.0008, 0.001, 0, 0.96, 30, 0.985, 32, 0.985)),
                        9_900,
                        14_400),
                new Scene(
                        "t1-loss",
                        150,
                        ordered(
                                "T-1.FLOW_IN", steps(0, 0, 20, 100, 110, 0),
                                "T-1.LEVEL",
                                        course(
                                                0.003,
                                                0.001,
                                                0,
                                                6,
                                                20,
                                                6,
                                                60,
                                                6 + 40 / 60.0 * 100 / 226.98,
                                                110,
                                                6 + (40 / 60.0 * 100 + 50 / 60.0 * 93) / 226.98,
                                                150,
                                                6 + (40 / 60.0 * 100 + 50 / 60.0 * 93) / 226.98)),
                        5_000,
                        9_000),
                new Scene(
                        "p1-trips",
                        150,
                        ordered("P-1.STATE", steps(0, 1, 10, 0, 14, 1, 33, 0, 36, 1, 55, 0, 58, 1)),
                        3_300,
                        6_000),
                new Scene(
                        "whose-gas",
                        60,
                        ordered(
                                "GD-1.GAS", course(0.02, 0.01, 0, 0.1, 10, 0.1, 12, 1.5, 50, 1.5, 52, 0.1, 60, 0.1),
                                "W-1.DIRECTION", course(8, 1, 0, 180, 15, 180, 25, 270, 60, 270),
                                "W-1.SPEED", course(0.2, 0.1, 0, 3, 60, 3)),
                        1_300,
                        3_200),
                new Scene(
                        "gas-2oo3",
                        20,
                        ordered(
                                "GD-1.GAS", course(0.02, 0.01, 0, 0.1, 6, 0.1, 10, 3, 14, 3, 17, 0.2, 20, 0.2),
                                "GD-2.GAS", course(0.02, 0.01, 0, 0.1, 20, 0.1),
                                "GD-3.GAS", steps(0, 0.1, 3, Double.NaN)),
                        480,
                        1_200));
    }

    private static Map<String, DoubleUnaryOperator> ordered(Object... of) {
        Map<String, DoubleUnaryOperator> all = new LinkedHashMap<>();
        for (int i = 0; i < of.length; i += 2) {
            all.put((String) of[i], (DoubleUnaryOperator) of[i + 1]);
        }
        return all;
    }

    /** One scene over the whole site: only the points of the picture speak. */
    private static final class Course implements RuleSink, ConditionSink {
        private final Site site;
        private final Scene scene;
        private final RulePlot plot;
        private long sinceMs = -1;
        private final List<long[]> spans = new ArrayList<>();

        Course(Site site, Scene scene) {
            this.site = site;
            this.scene = scene;
            plot = new RulePlot((long) (scene.minutes() * 60_000));
        }

        String play() {
            Composites composites = new Composites(site.rules(), site.tags(), this);
            Conditions conditions = new Conditions(new Plan(site.tags()), this);
            conditions.tell(composites, composites.declared(site.tags().size()));
            List<String> ids = site.tags().stream().map(tag -> tag.id()).toList();
            scene.courses().keySet().forEach(tag -> {
                String unit = site.tags().get(ids.indexOf(tag)).unit();
                plot.strip(tag, unit == null ? "" : unit);
            });
            limits();
            long endMs = (long) (scene.minutes() * 60_000);
            for (long ms = 0; ms <= endMs; ms += EVERY_MS) {
                long atMs = ms;
                scene.courses().forEach((tag, course) -> {
                    double value = course.applyAsDouble(atMs / 60_000.0);
                    int quality = Double.isNaN(value) ? Quality.BAD.code() : Quality.GOOD.code();
                    conditions.sample(ids.indexOf(tag), atMs, value, quality, atMs);
                    plot.point(tag, atMs, value);
                });
            }
            conditions.tick(endMs);
            if (sinceMs >= 0) {
                spans.add(new long[] {sinceMs, endMs});
            }
            spans.forEach(span -> plot.held(span[0], span[1]));
            return plot.drawn(scene.rule());
        }

        private void limits() {
            if (scene.rule().equals("pre-hh") || scene.rule().equals("hh-switch")) {
                plot.limit("T-1.LEVEL", "HH", 13.1);
            } else if (scene.rule().equals("leak")) {
                plot.limit("GD-1.GAS", "GAS_L1", 1);
            } else if (scene.rule().equals("whose-gas")) {
                plot.limit("GD-1.GAS", "GAS_L1", 1);
            } else if (scene.rule().equals("gas-2oo3")) {
                plot.limit("GD-1.GAS", "GAS_L2", 2)
                        .limit("GD-2.GAS", "GAS_L2", 2)
                        .limit("GD-3.GAS", "GAS_L2", 2);
            }
        }

        private boolean isOurs(int rule) {
            Rule of = site.rules().get(rule);
            return of.id().equals(scene.rule());
        }

        @Override
        public void raised(int rule, long timeMs, long onsetMs, double measure) {
            if (isOurs(rule)) {
                sinceMs = timeMs;
            }
        }

        @Override
        public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
            if (isOurs(rule)) {
                spans.add(new long[] {sinceMs, timeMs});
                sinceMs = -1;
            }
        }

        @Override
        public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {}

        @Override
        public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {}

        @Override
        public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {}
    }

    // ---- tests ------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("scenes")
    void showsWhatTheEngineSays(Scene scene) throws IOException {
        Course course = new Course(site(), scene);
        String drawn = course.play();
        assertThat(course.spans).hasSize(1);
        assertThat(course.spans.get(0)[0] / 1_000.0).isBetween(scene.fromS(), scene.fromS() + 1_200);
        assertThat(course.spans.get(0)[1] / 1_000.0).isBetween(scene.fromS(), scene.toS());
        Path file = IMAGES.resolve(scene.rule() + ".svg");
        if (Boolean.getBoolean("tocsin.write")) {
            Files.createDirectories(IMAGES);
            Files.writeString(file, drawn);
        }
        assertThat(drawn).isEqualTo(Files.readString(file));
    }

    @Test
    void hasAPictureOfEachKind() throws IOException {
        String text = Files.readString(DOCUMENT);
        try (Stream<Path> files = Files.list(IMAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> text.contains("](images/rules/" + name + ")"))
                    .containsExactlyInAnyOrderElementsOf(
                            scenes().map(scene -> scene.rule() + ".svg").toList());
        }
        assertThat(site().rules().stream().map(rule -> rule.logic().getClass()).distinct())
                .hasSize(io.tocsin.config.Logic.class.getPermittedSubclasses().length);
    }
}
