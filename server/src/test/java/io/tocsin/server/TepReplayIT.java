package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.server.TopicReader.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody else's recordings: runs of the Tennessee Eastman Process, whose reactor pressure is xmeas_7. They are not part
 * of the project; TOCSIN_TEST_DATA names a folder that holds {@code tep/fault00.csv} and the like.
 */
class TepReplayIT {
    private static final String DATA = "TOCSIN_TEST_DATA";
    private static final List<String> RUNS = List.of("fault00", "fault04", "fault05", "fault07", "fault13");
    private static final double LIMIT = 2_750;
    private static final double DEADBAND = 5;

    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void open() throws Exception {
        String data = System.getProperty(DATA, System.getenv(DATA));
        assumeTrue(data != null, DATA + " names no folder with tep/faultNN.csv: recordings of others are left out");
        assumeTrue(Files.isReadable(recording("fault00")), "no " + recording("fault00"));
        house = House.open(folder);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    private static Path recording(String run) {
        return Path.of(System.getProperty(DATA, System.getenv(DATA)), "tep", run + ".csv");
    }

    @ParameterizedTest
    @CsvSource({"fault00, false", "fault04, false", "fault05, true", "fault07, true", "fault13, true"})
    void givesTheTransitionsOfTheNaiveModel(String run, boolean raises) throws Exception {
        Path site = SiteFolder.write(folder.resolve("site"), """
                tags:
                  - {tag: xmeas_7, unit: kPa, deadband: 5, limits: {H: 2750}}
                """);
        List<String> expected = WideCsv.column(recording(run), "xmeas_7").transitions(LIMIT, DEADBAND);
        List<Told> told = ReplayIT.rehearse(house, folder, recording(run), site, 1 + RUNS.indexOf(run));
        assertThat(told)
                .extracting(each -> each.text("type") + " " + Instant.parse(each.text("time")))
                .isEqualTo(expected);
        System.out.println(run + ": " + expected.size() + " transitions " + expected);
        assertThat(!expected.isEmpty()).isEqualTo(raises);
    }
}
