package io.tocsin.ingest;

import static io.tocsin.ingest.Recorded.NOW;
import static io.tocsin.ingest.Recorded.STATUS;
import static io.tocsin.ingest.Recorded.TOPIC;
import static io.tocsin.ingest.Sites.ANYONES;
import static io.tocsin.ingest.Sites.LEVEL;
import static io.tocsin.ingest.Sites.TRIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.Recorded.Out;
import io.tocsin.rules.Quality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    private static final int GOOD = Quality.GOOD.code();
    private final Recorded heard = Recorded.binhai();

    @Test
    void readsTheDialectAsPublished() {
        heard.hear("{\"seq\":18231,\"ts\":" + NOW + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":11.42},"
                + "{\"tag\":\"风速\",\"v\":0.71,\"q\":\"GOOD\",\"ts\":" + (NOW - 500) + "}]}");
        Address source = new Address(Address.Kind.TELEMETRY, Sites.OURS, "gw1");
        assertThat(heard.all)
                .containsExactly(
                        new Envelope(source, null, 18231, true, NOW, 0, NOW),
                        new Out(LEVEL, NOW, 11.42, GOOD, false),
                        new Out(ANYONES, NOW - 500, 0.71, GOOD, false));
    }

    @Test
    void doesNotCareForTheOrderOfFieldsNorForUnknownOnes() {
        heard.hear("{\"x\":{\"y\":[1,{}]},\"values\":[{\"z\":[[]],\"v\":\"TRIPPED\",\"ts\":null,\"q\":192,"
                + "\"tag\":\"XS-101.TRIP\"}],\"session\":\"s\",\"seq\":\"7\",\"ts\":" + NOW + "}");
        assertThat(heard.rejections).isEmpty();
        assertThat(heard.samples).containsExactly(new Out(TRIP, NOW, 1, GOOD, false));
        assertThat(heard.envelopes).singleElement().satisfies(envelope -> {
            assertThat(envelope.session()).isEqualTo("s");
            assertThat(envelope.seq()).isEqualTo(7);
        });
    }

    @Test
    void readsEscapedNamesAndTags() {
        heard.hear("{\"\\u0076alues\":[{\"t\\u0061g\":\"T-101\\u002eLEVEL\",\"v\":1}]}");
        assertThat(heard.samples).containsExactly(new Out(LEVEL, NOW, 1, GOOD, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "11.42       | 11.42",
                "-3          | -3",
                "1e3         | 1000",
                "true        | 1",
                "false       | 0",
                "\"27.20\"   | 27.2",
                "\"+1.5e-2\" | 0.015",
                "\".5\"      | 0.5",
                "\"5.\"      | 5",
                "\"TRIPPED\" | 1",
                "\"NORMAL\"  | 0",
                "12345678901234567890123 | 12345678901234567890123",
            })
    void readsAValue(String written, double value) {
        heard.hear("{\"values\":[{\"tag\":\"XS-101.TRIP\",\"v\":" + written.strip() + "}]}");
        assertThat(heard.samples).containsExactly(new Out(TRIP, NOW, value, GOOD, false));
        assertThat(heard.rejections).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null", "\"NaN\"", "\"\"", "\" 1\"", "\"1 \"", "\"1f\"", "\"0x1p3\"", "\"Infinity\"", "\"1e999\"",
                "1e999", "\"1e\"", "\".\"", "\"+\"", "\"tripped\"", "\"--1\"", "\"1.2.3\"", "[1]", "{\"a\":1}"
            })
    void takesWhatIsNoNumberAsAnUnreadableSampleAndSaysSo(String written) {
        heard.hear("{\"values\":[{\"tag\":\"XS-101.TRIP\",\"v\":" + written
                + ",\"q\":\"BAD\"},{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.UNREADABLE_VALUE);
        assertThat(heard.samples)
                .containsExactly(
                        new Out(TRIP, NOW, Double.NaN, Quality.UNREADABLE.code(), false),
                        new Out(LEVEL, NOW, 1, GOOD, false));
    }

    @Test
    void takesAMissingValueAsUnreadable() {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\"}]}");
        assertThat(heard.samples).extracting(Out::quality).containsExactly(Quality.UNREADABLE.code());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"GOOD\",0",
                "\"good\",0",
                "\"UNCERTAIN\",1",
                "\"BAD\",2",
                "192,0",
                "216,0",
                "64,1",
                "80,1",
                "0,2",
                "24,2",
                "128,2",
                "\"192\",0",
                "null,0"
            })
    void readsAQuality(String written, int code) {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":7,\"q\":" + written + "}]}");
        assertThat(heard.samples).containsExactly(new Out(LEVEL, NOW, 7, code, false));
        assertThat(heard.rejections).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"SO-SO\"", "-1", "1.5", "true", "[192]", "{}", "99999999999999999999"})
    void takesAnUnknownQualityAsBadAndSaysSo(String written) {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":7,\"q\":" + written + "}]}");
        assertThat(heard.samples).containsExactly(new Out(LEVEL, NOW, 7, Quality.BAD.code(), false));
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.UNKNOWN_QUALITY);
    }

    @Test
    void stampsWithReceiptWhatCarriesNoTime() {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
        assertThat(heard.samples).containsExactly(new Out(LEVEL, NOW, 1, GOOD, false));
        assertThat(heard.envelopes).extracting(Envelope::stamped).containsExactly(false);
        assertThat(heard.decoder.counts().unstamped()).isOne();
    }

    @Test
    void shiftsAMessageAsAWholeByItsNewestStamp() {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":" + (NOW + 10_000)
                + "},{\"tag\":\"T-101.LEVEL\",\"v\":2,\"ts\":" + (NOW + 12_000)
                + "},{\"tag\":\"T-101.LEVEL\",\"v\":3,\"ts\":" + (NOW - 1_000)
                + "},{\"tag\":\"T-101.LEVEL\",\"v\":4}]}");
        assertThat(heard.samples).extracting(Out::timeMs).containsExactly(NOW - 2_000, NOW, NOW - 13_000, NOW);
        assertThat(heard.envelopes).extracting(Envelope::shiftMs).containsExactly(12_000L);
    }

    @Test
    void countsTheStampOfTheMessageItselfAmongThem() {
        heard.hear("{\"ts\":" + (NOW + 5_000) + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":" + (NOW + 4_000)
                + "}]}");
        assertThat(heard.samples).extracting(Out::timeMs).containsExactly(NOW - 1_000);
    }

    @Test
    void rejectsAMessageThatIsTooFarAhead() {
        heard.hear("{\"ts\":" + (NOW + 60_000) + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
        assertThat(heard.samples).hasSize(1);
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1},{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":"
                + (NOW + 60_001) + "}]}");
        assertThat(heard.samples).hasSize(1);
        assertThat(heard.envelopes).hasSize(1);
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.CLOCK_SKEW);
        assertThat(heard.refused).as("its gateway is alive").containsExactly("gw1");
    }

    @Test
    void doesNotLetARejectedSamplesStampMoveTheOthers() {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":" + NOW
                + "},{\"tag\":\"UNKNOWN\",\"v\":1,\"ts\":" + (NOW + 3_600_000) + "}]}");
        assertThat(heard.samples).containsExactly(new Out(LEVEL, NOW, 1, GOOD, false));
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.UNKNOWN_TAG);
    }

    @Test
    void handsOnAFlaggedMessageAsHistoryWithItsOwnTime() {
        heard.hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":" + (NOW + 9_000)
                + "},{\"tag\":\"T-101.LEVEL\",\"v\":2}],\"hist\":true}");
        assertThat(heard.samples)
                .containsExactly(new Out(LEVEL, NOW + 9_000, 1, GOOD, true), new Out(LEVEL, NOW, 2, GOOD, true));
        assertThat(heard.decoder.counts().history()).isEqualTo(2);
        assertThat(heard.decoder.counts().live()).isZero();
    }

    @Test
    void handsOnAFlaggedSampleAsHistory() {
        heard.hear("{\"hist\":false,\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"hist\":1},"
                + "{\"tag\":\"T-101.LEVEL\",\"v\":2,\"hist\":false}]}");
        assertThat(heard.samples).extracting(Out::historical).containsExactly(true, false);
    }

    @Test
    void keepsSamplesOfTheirOwnTimeWhereTheMessagesTimeIsBad() {
        heard.hear("{\"ts\":\"yesterday\",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1},"
                + "{\"tag\":\"T-101.LEVEL\",\"v\":2,\"ts\":" + NOW + "}]}");
        assertThat(heard.samples).extracting(Out::value).containsExactly(2.0);
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.BAD_TIME);
    }

    @Test
    void takesAnEmptyListAsASignOfLife() {
        heard.hear("{\"values\":[]}");
        assertThat(heard.envelopes).hasSize(1);
        assertThat(heard.rejections).isEmpty();
    }

    @Test
    void hearsAnyEnterpriseAndGatewayWhereTheSiteListsNone() {
        Recorded bare = new Recorded(new Decoder(Sites.bare()));
        bare.hear("park/x/" + Sites.OURS + "/new/telemetry", "{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}", NOW);
        assertThat(bare.samples).hasSize(1);
        assertThat(bare.rejections).isEmpty();
    }

    @Test
    void hearsAGatewayThatIsNotListed() {
        heard.hear("park/330199P01/" + Sites.OURS + "/new/telemetry", "{\"values\":[{\"tag\":\"风速\",\"v\":1}]}", NOW);
        assertThat(heard.samples).hasSize(1);
    }

    @Test
    void countsWhatWentThrough() {
        heard.hear("{\"seq\":1,\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1},{\"tag\":\"T-901.LEVEL\",\"v\":1}]}")
                .hear("nothing")
                .hear("{\"seq\":1,\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":null,\"hist\":true}]}");
        Counts counts = heard.decoder.counts();
        assertThat(counts.messages()).isEqualTo(3);
        assertThat(counts.live()).isOne();
        assertThat(counts.history()).isOne();
        assertThat(counts.unstamped()).isEqualTo(2);
        assertThat(counts.repeats()).isOne();
        assertThat(counts.rejected(Rejection.Reason.FOREIGN_TAG)).isOne();
        assertThat(counts.rejected(Rejection.Reason.NOT_JSON)).isOne();
        assertThat(counts.rejected(Rejection.Reason.UNREADABLE_VALUE)).isOne();
        assertThat(counts.rejected()).hasSize(Rejection.Reason.values().length);
    }

    @Test
    void readsAStatus() {
        heard.hear(STATUS, "{\"online\":true,\"ts\":" + (NOW - 10) + ",\"session\":\"a\"}", NOW);
        heard.hear(STATUS, "{\"online\":true,\"ts\":" + (NOW - 10) + ",\"session\":\"a\"}", NOW + 1);
        heard.hear(STATUS, "{\"online\":false}", NOW + 2);
        Address source = new Address(Address.Kind.STATUS, Sites.OURS, "gw1");
        assertThat(heard.all)
                .containsExactly(
                        new GatewayStatus(source, true, NOW - 10, "a", NOW),
                        new GatewayStatus(source, false, NOW + 2, null, NOW + 2));
        assertThat(heard.decoder.counts().repeats()).isOne();
    }

    @Test
    void takesARetainedStatusWithItsTimeAndSession() {
        heard.retained(STATUS, "{\"online\":true,\"ts\":" + (NOW + 50) + ",\"session\":7}");
        assertThat(heard.statuses)
                .containsExactly(
                        new GatewayStatus(new Address(Address.Kind.STATUS, Sites.OURS, "gw1"), true, NOW, "7", NOW));
    }

    @Test
    void goesOnFromItsStateAsIfNothingHadHappened() {
        heard.hear("{\"seq\":5,\"session\":\"a\",\"values\":[]}")
                .hear(STATUS, "{\"online\":true,\"ts\":" + NOW + ",\"session\":\"a\"}", NOW);
        Recorded other = new Recorded(heard.goOn());
        for (Recorded one : new Recorded[] {heard, other}) {
            one.hear("{\"seq\":9,\"session\":\"a\",\"values\":[]}")
                    .hear(STATUS, "{\"online\":false,\"ts\":1,\"session\":\"b\"}", NOW)
                    .hear("park/330199P01/330199000001/gw2/telemetry", "{\"seq\":1,\"values\":[]}", NOW);
        }
        assertThat(other.decoder.state()).isEqualTo(heard.decoder.state());
        assertThat(other.decoder.counts().missing()).isEqualTo(3);
        assertThat(other.reasons()).containsExactly(Rejection.Reason.OLD_STATUS);
    }

    @Test
    void readsTenMegabytesAsOversizeOnly() {
        heard.hear(TOPIC, new byte[10 << 20], false, NOW);
        assertThat(heard.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.OVERSIZE);
            assertThat(rejection.detail()).isEqualTo("expected at most 1048576 bytes, was 10485760");
        });
    }
}
