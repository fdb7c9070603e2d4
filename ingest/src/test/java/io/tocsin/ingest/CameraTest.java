package io.tocsin.ingest;

import static io.tocsin.ingest.Recorded.CAMERA;
import static io.tocsin.ingest.Recorded.NOW;
import static io.tocsin.ingest.Recorded.PASSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Closure.Direction;
import io.tocsin.config.VehicleClass;
import io.tocsin.ingest.Rejection.Reason;
import io.tocsin.rules.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cameras at gates and on key sites publish. */
class CameraTest {
    private final Recorded heard = Recorded.binhai();

    private Input.Passage passage(String fields) {
        heard.hear(PASSAGES, "{\"direction\":\"IN\"" + (fields.isEmpty() ? "" : ",") + fields + "}", NOW);
        assertThat(heard.reasons()).isEmpty();
        return heard.passages.get(heard.passages.size() - 1);
    }

    @Test
    void understandsEveryField() {
        heard.hear(PASSAGES, """
                {"eventId":"e-1","passTime":"2026-11-22T07:59:00+08:00","cameraCode":"C-IN","plateNumber":"浙A·y0001挂",
                 "plateColor":"黄","confidence":97.9,"laneNo":1,"direction":"IN","vehicleClass":"H14","speedKmh":"21.5",
                 "hazmat":1,"unNumber":1114,"imageUrl":"http://10.0.0.1/1.jpg","vendor":{"x":[1]}}""", NOW);
        assertThat(heard.reasons()).isEmpty();
        assertThat(heard.passages)
                .containsExactly(new Input.Passage(
                        "e-1",
                        "G1",
                        "C-IN",
                        "浙AY0001挂",
                        "黄",
                        97,
                        1,
                        Direction.IN,
                        VehicleClass.HAZMAT,
                        21.5,
                        true,
                        "1114",
                        "http://10.0.0.1/1.jpg",
                        1_795_305_540_000L,
                        NOW));
    }

    @Test
    void whatIsNotSaidIsUnknown() {
        Input.Passage passage = passage("\"plateNumber\":null");
        assertThat(passage)
                .isEqualTo(new Input.Passage(
                        "",
                        "G1",
                        null,
                        "",
                        null,
                        -1,
                        null,
                        Direction.IN,
                        VehicleClass.UNKNOWN,
                        Double.NaN,
                        false,
                        null,
                        null,
                        NOW,
                        NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "无牌车", "无车牌", "unknown", "·-", "未识别"})
    void aMissingPlateIsNoFault(String plate) {
        assertThat(passage("\"plateNumber\":\"" + plate + "\"").plate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HAZMAT, HAZMAT",
        "truck, TRUCK",
        "危化品车辆, HAZMAT",
        "危废车辆, WASTE",
        "抢险救援车辆, RESCUE",
        "抢险救援, RESCUE",
        "普通客车, CAR",
        "普通货车, TRUCK",
        "施工车辆, CONSTRUCTION",
        "未知车辆, UNKNOWN",
        "H14, HAZMAT",
        "h24, HAZMAT",
        "H1C, HAZMAT",
        "B13, HAZMAT",
        "H11, TRUCK",
        "B11, TRUCK",
        "K33, CAR",
        "M11, UNKNOWN",
        "HOUSE, UNKNOWN",
        "KX1, UNKNOWN",
        "?, UNKNOWN"
    })
    void knowsVehicleClassesByNameLabelAndCode(String written, VehicleClass expected) {
        assertThat(passage("\"vehicleClass\":\"" + written + "\"").vehicleClass())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[\"H14\"]", "{\"code\":\"H14\"}", "true"})
    void aClassThatIsNoTextIsUnknownAndNoFault(String written) {
        assertThat(passage("\"vehicleClass\":" + written).vehicleClass()).isEqualTo(VehicleClass.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795305599000",
                "1795305599",
                "\"2026-11-21T23:59:59Z\"",
                "\"2026-11-22 07:59:59\"",
                "\"20261122075959\"",
                "20261122075959"
            })
    void readsTimesInEveryForm(String written) {
        assertThat(passage("\"passTime\":" + written).passTimeMs()).isEqualTo(NOW - 1_000);
    }

    @Test
    void aTimeALittleAheadOfReceiptIsThatOfReceipt() {
        assertThat(passage("\"passTime\":" + (NOW + 5_000)).passTimeMs()).isEqualTo(NOW);
    }

    @Test
    void theLaneSaysWhichWayWhereThePassageDoesNot() {
        heard.hear(PASSAGES, "{\"cameraCode\":\"C-OUT\"}", NOW);
        heard.hear(PASSAGES, "{\"cameraCode\":\"C-OUT\",\"direction\":\"?\"}", NOW);
        heard.hear(PASSAGES, "{\"cameraCode\":\"C-OUT\",\"direction\":\"进\"}", NOW);
        assertThat(heard.passages)
                .extracting(Input.Passage::direction)
                .containsExactly(Direction.OUT, Direction.OUT, Direction.IN);
    }

    @Test
    void atACheckpointNobodyNeedsToSayWhichWay() {
        heard.hear(PASSAGES.replace("G1", "R1"), "{}", NOW);
        assertThat(heard.passages).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"confidence\":\"98%\"|WRONG_TYPE",
                "\"confidence\":101|WRONG_TYPE",
                "\"laneNo\":1.5|WRONG_TYPE",
                "\"laneNo\":[1]|WRONG_TYPE",
                "\"speedKmh\":{\"v\":1}|WRONG_TYPE",
                "\"plateColor\":[]|WRONG_TYPE",
                "\"unNumber\":{}|WRONG_TYPE",
                "\"imageUrl\":\"javascript:alert(1)\"|WRONG_TYPE",
                "\"imageUrl\":\"data:image/jpeg;base64,AAAA\"|WRONG_TYPE"
            })
    void whatMerelyDescribesIsPassedOverWhereItIsWrong(String field, Reason reason) {
        heard.hear(PASSAGES, "{\"direction\":\"OUT\"," + field + ",\"plateNumber\":\"浙A1\"}", NOW);
        assertThat(heard.reasons()).containsExactly(reason);
        assertThat(heard.passages).hasSize(1);
        assertThat(heard.passages.get(0).plate()).isEqualTo("浙A1");
        assertThat(heard.passages.get(0).imageUrl()).isNull();
    }

    @Test
    void noRejectionRepeatsAPlate() {
        String plate = "\"plateNumber\":\"测A12345" + "6".repeat(20) + "\"";
        heard.hear(PASSAGES, "{\"direction\":\"IN\"," + plate + "}", NOW);
        heard.hear(PASSAGES, "{\"direction\":\"IN\",\"plateNumber\":1234567}", NOW);
        assertThat(heard.rejections)
                .hasSize(2)
                .allSatisfy(rejection -> assertThat(rejection.detail()).doesNotContain("12345"));
    }

    @Test
    void understandsACamerasEvent() {
        heard.hear(CAMERA, """
                {"eventId":7,"time":1795305599500,"kind":"SMOKE","confidence":88,"imageUrl":"https://c/1.jpg"}""", NOW);
        heard.hear(CAMERA, "{\"kind\":\"FIRE\"}", NOW);
        assertThat(heard.reasons()).isEmpty();
        assertThat(heard.cameraEvents)
                .isEqualTo(List.of(
                        new Input.CameraEvent("7", "C-11", "SMOKE", 88, "https://c/1.jpg", NOW - 500, NOW),
                        new Input.CameraEvent("", "C-11", "FIRE", -1, null, NOW, NOW)));
    }

    @Test
    void aCameraOfAGateMaySpeakToo() {
        heard.hear(CAMERA.replace("C-11", "C-IN"), "{\"kind\":\"INTRUSION\"}", NOW);
        assertThat(heard.cameraEvents).hasSize(1);
    }

    @Test
    void aGatewayMayBelongToThePark() {
        heard.hear("park/330199P01/330199P01/gwP/telemetry", "{\"values\":[{\"tag\":\"BD-01\",\"v\":1}]}", NOW);
        assertThat(heard.reasons()).isEmpty();
        assertThat(heard.samples).extracting(Recorded.Out::tag).containsExactly(Sites.PARKS);
        heard.hear("{\"values\":[{\"tag\":\"BD-01\",\"v\":1}]}");
        assertThat(heard.reasons()).containsExactly(Reason.FOREIGN_TAG);
    }
}
