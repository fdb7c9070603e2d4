package io.tocsin.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.simulator.Binhai;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFeedTest {
    private static final long T0_MS = 1_704_067_200_000L;
    private static final long START_MS = 1_800_000_000_000L;

    @TempDir
    Path dir;

    @Test
    void saysOneMessagePerMomentAndGatewayWithMappedStamps() throws IOException {
        RecordingFeed feed = feed(
                10,
                ReplayOptions.Slice.ALL,
                "1704067200,T-101.LEVEL,11.42,",
                "1704067200,GD-201.GAS,0.5,",
                "1704067200,T-101.TEMPERATURE,20,BAD",
                "1704067210,T-101.LEVEL,x,");

        List<Publication> first = feed.advanceTo(T0_MS + 9_999);
        List<Publication> second = feed.advanceTo(T0_MS + 10_000);

        assertThat(first)
                .extracting(RecordingFeedTest::text)
                .containsExactly(
                        "{\"seq\":0,\"ts\":1800000000000,\"session\":1800000000000,\"values\":["
                                + "{\"tag\":\"T-101.LEVEL\",\"v\":11.42},"
                                + "{\"tag\":\"T-101.TEMPERATURE\",\"v\":20.0,\"q\":\"BAD\"}]}",
                        "{\"seq\":0,\"ts\":1800000000000,\"session\":1800000000000,\"values\":["
                                + "{\"tag\":\"GD-201.GAS\",\"v\":0.5}]}");
        assertThat(second)
                .extracting(RecordingFeedTest::text)
                .containsExactly("{\"seq\":1,\"ts\":1800000001000,\"session\":1800000000000,\"values\":["
                        + "{\"tag\":\"T-101.LEVEL\",\"v\":null}]}");
        assertThat(feed.nextTimeMs()).isEqualTo(Feed.FINISHED);
        ReplayReport report = feed.report(10);
        assertThat(report.samples()).isEqualTo(4);
        assertThat(report.badSamples()).isEqualTo(2);
        assertThat(report.messages()).isEqualTo(3);
        assertThat(report.startMs()).isEqualTo(START_MS);
        assertThat(report.t0Ms()).isEqualTo(T0_MS);
    }

    @Test
    void countsTagsThatTheSiteDoesNotKnow() throws IOException {
        RecordingFeed feed =
                feed(1, ReplayOptions.Slice.ALL, "1,who,1,", "2,who,1,", "3,what,1,", "4,GD-201.GAS,1,", "x,a,1,");

        assertThat(feed.advanceTo(Long.MAX_VALUE - 1)).hasSize(1);
        assertThat(feed.report(1).unknownTags()).containsExactly(entry("what", 1L), entry("who", 2L));
        assertThat(feed.report(1).problemCount()).isEqualTo(1);
        assertThat(feed.report(1).problems()).hasSize(1);
    }

    @Test
    void takesASliceOfTheRecordingsOwnTime() throws IOException {
        ReplayOptions.Slice slice = new ReplayOptions.Slice(T0_MS + 2_000, T0_MS + 3_000);
        RecordingFeed feed = feed(
                1,
                slice,
                "1704067200,GD-201.GAS,0,",
                "1704067202,GD-201.GAS,2,",
                "1704067203,GD-201.GAS,3,",
                "1704067204,GD-201.GAS,4,");

        assertThat(feed.time().t0Ms()).isEqualTo(T0_MS + 2_000);
        assertThat(feed.advanceTo(T0_MS + 100_000))
                .extracting(Publication::timeMs)
                .containsExactly(START_MS, START_MS + 1_000);
    }

    @Test
    void countsSamplesThatASpeedPressesIntoOneStamp() throws IOException {
        RecordingFeed feed = feed(
                20,
                ReplayOptions.Slice.ALL,
                "1704067200000,GD-201.GAS,0,",
                "1704067200010,GD-201.GAS,1,",
                "1704067200020,GD-201.GAS,2,");
        feed.advanceTo(T0_MS + 1_000);

        assertThat(feed.report(20).sameStamp()).isEqualTo(1);
    }

    @Test
    void isFinishedAtOnceWithoutASample() throws IOException {
        assertThat(feed(1, ReplayOptions.Slice.ALL).nextTimeMs()).isEqualTo(Feed.FINISHED);
    }

    @Test
    void refusesSpeedsThatMeanNothing() {
        BrokerAccess nowhere = BrokerAccess.anonymous("tcp://127.0.0.1:1");
        assertThatThrownBy(() -> new ReplayOptions(dir, nowhere, 0, ReplayOptions.Slice.ALL))
                .hasMessage("expected a speed above 0, was 0.0");
        ReplayOptions half = new ReplayOptions(dir, nowhere, 1.5, ReplayOptions.Slice.ALL);
        assertThatThrownBy(() -> Replay.start(half, Binhai.three(), () -> 0))
                .hasMessage("expected a whole speed of 1 to 20, was 1.5");
    }

    private RecordingFeed feed(int speed, ReplayOptions.Slice slice, String... rows) throws IOException {
        String text = "time,tag,value,quality\n" + String.join("\n", rows) + '\n';
        Path file = Files.writeString(dir.resolve("history.csv"), text);
        return RecordingFeed.open(Binhai.three(), file, slice, t0 -> new TimeMap(START_MS, t0, speed));
    }

    private static String text(Publication message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
