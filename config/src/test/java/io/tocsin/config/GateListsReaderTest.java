package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.GateLists.Reservation;
import io.tocsin.config.GateLists.Vehicle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateListsReaderTest {
    private static final String PARK = """
            park: {id: P1, zone: Asia/Shanghai}
            enterprises: [{id: E1}, {id: "0042"}]
            gates:
              - {id: G1, kind: HAZMAT, allows: [HAZMAT], cameras: [{id: C1, direction: IN}]}
              - {id: R1, kind: CHECKPOINT, cameras: [{id: C2, direction: IN}]}
            """;

    @TempDir
    private Path folder;

    private Site site =
            SiteReader.read(Path.of("../sites/minimal"), Map.of()).site().orElseThrow();

    @BeforeEach
    void read() {
        site = SiteFiles.site(folder, Map.of("park.yaml", PARK, "tags.yaml", "tags: [{tag: A}]"));
    }

    private GateListsReader.Result vehicles(String csv) {
        return read(Map.of("vehicles.csv", csv));
    }

    private GateListsReader.Result reservations(String csv) {
        return read(Map.of("reservations.csv", csv));
    }

    private GateListsReader.Result read(Map<String, String> files) {
        SortedMap<String, byte[]> texts = new TreeMap<>();
        files.forEach((name, text) -> texts.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return GateListsReader.read(texts, site);
    }

    private static List<String> problems(GateListsReader.Result result) {
        return result.problems().stream()
                .map(problem -> problem.render(Locale.ENGLISH))
                .toList();
    }

    @Test
    void readsVehiclesByCodeAndByLabel() {
        GateListsReader.Result result = vehicles("""
                # synthetic
                车牌,车辆类别,企业,禁入原因
                测a·y0001 挂,危化品车辆,E1,
                测A-Y0002,RESCUE,P1,
                测AY0003,危废,,违停，两次
                """);
        assertThat(problems(result)).isEmpty();
        assertThat(result.lists().vehicles())
                .containsExactly(
                        new Vehicle("测AY0001挂", VehicleClass.HAZMAT, "E1", null),
                        new Vehicle("测AY0002", VehicleClass.RESCUE, "P1", null),
                        new Vehicle("测AY0003", VehicleClass.WASTE, null, "违停，两次"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21 08:00, 2026-11-21T00:00:00Z",
        "2026-11-21 08:00:30, 2026-11-21T00:00:30Z",
        "2026-11-21T08:00, 2026-11-21T00:00:00Z",
        "2026/11/21 8:00, 2026-11-21T00:00:00Z",
        "2026-11-21T08:00:00+09:00, 2026-11-20T23:00:00Z",
        "2026-11-21T08:00:00Z, 2026-11-21T08:00:00Z",
    })
    void readsTimesInTheZoneOfThePark(String written, Instant meant) {
        GateListsReader.Result result = reservations("plate,from\n测AY0001," + written + "\n");
        assertThat(problems(result)).isEmpty();
        assertThat(result.lists().reservations())
                .containsExactly(new Reservation("测AY0001", null, meant.toEpochMilli(), GateLists.OPEN_END, null));
    }

    @Test
    void readsWholeReservationsInAnyColumnOrder() {
        GateListsReader.Result result = reservations("""
                卡口;止;起;企业;车牌
                G1;2026-11-22 08:00;2026-11-21 08:00;0042;测A·Y0001挂
                """);
        long fromMs = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
        assertThat(result.lists().reservations())
                .containsExactly(new Reservation("测AY0001挂", "0042", fromMs, fromMs + 86_400_000L, "G1"));
    }

    @Test
    void leavesWrongRowsOutAndTellsEachCell() {
        GateListsReader.Result result = vehicles("""
                plate,class,enterprise,bannedFor
                测A·Y0001挂,HAZMAT,E1,
                测A·Y0002挂,hazmat truck,E1,
                测AY0001挂,TRUCK,,
                ,CAR,,
                测A,CAR,42,
                测A·Y0003,,3.3E+11,#REF!
                测A·Y0004,TRUCKS,E2,
                """);
        assertThat(result.lists().vehicles()).extracting(Vehicle::plate).containsExactly("测AY0001挂");
        assertThat(result.hasErrors()).isTrue();
        String classes = "expected one of HAZMAT WASTE RESCUE CAR TRUCK CONSTRUCTION UNKNOWN, was ";
        assertThat(problems(result))
                .containsExactly(
                        "vehicles.csv:3:11: error: " + classes + "'hazmat truck'",
                        "vehicles.csv:4:1: error: expected each vehicle once, was a second '测AY0001挂'"
                                + " (the first stands in line 2)",
                        "vehicles.csv:5:1: error: expected a value, was nothing",
                        "vehicles.csv:6:1: error: expected a plate of 5 to 12 characters such as 测A·Y0001挂, was '测A'",
                        "vehicles.csv:6:8: error: expected '0042', was '42' without its leading zeros",
                        "vehicles.csv:7:1: error: expected a value, was nothing",
                        "vehicles.csv:7:11: error: expected the whole code, was '3.3E+11', which a spreadsheet rounded",
                        "vehicles.csv:7:19: error: expected a value, was '#REF!', an error value of a spreadsheet",
                        "vehicles.csv:8:10: error: " + classes + "'TRUCKS' (nearest: TRUCK)",
                        "vehicles.csv:8:17: error: expected a known enterprise of park.yaml, was 'E2'");
    }

    @Test
    void tellsReservationsThatHoldForNobody() {
        GateListsReader.Result result =
                read(Map.of("vehicles.csv", "plate,class\n测A·K0001,CAR\n", "reservations.csv", """
                plate,from,until,gate
                测A·K0001,2026-11-21 08:00,2026-11-21 08:00,G1
                测A·K0001,2026-11-21,tomorrow,R1
                测A·K0001,2026-11-21 08:00,,G1
                测A·K0001,,２０26-11-21 08:00,G2
                """));
        assertThat(result.lists().reservations()).hasSize(1);
        String time = "expected a time such as 2026-11-21 08:00 or 2026-11-21T08:00:00+08:00, was ";
        assertThat(problems(result))
                .containsExactly(
                        "reservations.csv:2:27: error: expected `until` after `from`, was '2026-11-21 08:00'",
                        "reservations.csv:3:10: error: " + time + "'2026-11-21'",
                        "reservations.csv:3:21: error: " + time + "'tomorrow'",
                        "reservations.csv:3:30: error: expected a known gate of park.yaml, was 'R1'",
                        "reservations.csv:4:28: warning: expected a gate that allows CAR, was G1",
                        "reservations.csv:5:1: error: expected a value, was nothing",
                        "reservations.csv:5:11: error: expected half-width characters, was '２０26-11-21 08:00'"
                                + " with full-width ones",
                        "reservations.csv:5:28: error: expected a known gate of park.yaml, was 'G2'");
    }

    @Test
    void tellsColumnsThatAreMissing() {
        assertThat(problems(reservations("plate,until\n")))
                .containsExactly("reservations.csv:1:1: error: expected a column `from` (起 开始时间), was nothing");
    }

    @Test
    void readsTheFilesOfAFolderAndKeepsTheirBytes() {
        SiteFiles.write(folder, "vehicles.csv", "车牌,类别\n测A·K0001,普通客车\n".getBytes(Charset.forName("GB18030")));
        GateListsReader.Result result = GateListsReader.ofFolder(folder, site);
        assertThat(result.texts()).containsOnlyKeys("vehicles.csv");
        assertThat(result.lists().vehicles()).extracting(Vehicle::plate).containsExactly("测AK0001");
        assertThat(GateListsReader.read(result.texts(), site).lists()).isEqualTo(result.lists());
    }

    @Test
    void hasNothingToSayOfAFolderWithoutLists() {
        GateListsReader.Result result = GateListsReader.ofFolder(folder, site);
        assertThat(result.lists()).isEqualTo(GateLists.EMPTY);
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void areNoPartOfTheHashOfASite() {
        SiteFiles.write(folder, Map.of("vehicles.csv", "plate,class\n测A·K0001,CAR\n"));
        assertThat(SiteReader.read(folder, Map.of()).site().orElseThrow().hash())
                .isEqualTo(site.hash());
    }

    @Test
    void readsTheListsOfBinhai() {
        Path binhai = Path.of("../sites/binhai");
        Site park = SiteReader.read(binhai, Map.of()).site().orElseThrow();
        GateListsReader.Result result = GateListsReader.ofFolder(binhai, park);
        assertThat(problems(result)).isEmpty();
        assertThat(result.lists().vehicles()).extracting(Vehicle::plate).allMatch(plate -> plate.startsWith("测"));
        assertThat(result.lists().vehicles())
                .extracting(Vehicle::vehicleClass)
                .contains(VehicleClass.HAZMAT, VehicleClass.WASTE, VehicleClass.RESCUE);
        assertThat(result.lists().vehicles())
                .filteredOn(vehicle -> vehicle.bannedFor() != null)
                .hasSize(1);
        assertThat(result.lists().reservations()).hasSize(5);
    }
}
