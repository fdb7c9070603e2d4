package io.tocsin.server.incidents;

import static io.tocsin.server.incidents.Script.hours;
import static io.tocsin.server.incidents.Script.minutes;
import static io.tocsin.server.incidents.Script.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.alarms.kpi.Tally;
import io.tocsin.config.Priority;
import io.tocsin.config.Warnings.Colour;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.gates.GateReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The twenty-four incidents of the park: every transition of a condition is in the record, and people are told of those of
 * which the rules say so. To have the timelines and the table written anew for review: {@code mvn -pl server -am test
 * -Dtest='AnnunciationTest,IncidentsDocumentTest' -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.write=true}.
 */
class AnnunciationTest {
    static final Path TIMELINES = Path.of("src/test/resources/incidents");

    private static final String OFFLINE_E2 = "gateway:" + FieldScripts.E2 + ":OFFLINE";
    private static final String OFFLINE_E3 = "gateway:" + FieldScripts.E3 + ":OFFLINE";

    static Stream<Script> scripts() {
        return Scripts.all().stream();
    }

    static Stream<Script> ordered() {
        return scripts().filter(script -> !script.id().equals("I12"));
    }

    @Test
    void thereAreTwentyFour() {
        assertThat(scripts().map(Script::id)).hasSize(24).doesNotHaveDuplicates();
    }

    /** Raised or returned, told or not, back from a suppression or not: the same in the record as by the rules. */
    @ParameterizedTest
    @MethodSource("scripts")
    void recordsEveryTransitionAndTellsOfThoseThatTheRulesName(Script script) {
        Play.Outcome outcome = Played.on(script);
        assertThat(outcome.recording().facts().stream().sorted())
                .containsExactlyElementsOf(
                        outcome.naive().facts().stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void neverTellsOfWhatIsSuppressed(Script script) {
        assertThat(Played.on(script).recording().events())
                .filteredOn(event -> event.told().annunciated())
                .allMatch(event -> event.told().suppression().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void tellsOfItsAlarmsInOrder(Script script) {
        assertThat(Played.on(script).recording().rings()).containsExactlyElementsOf(script.rings());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void readsAsItsTimeline(Script script) throws IOException {
        Path file = TIMELINES.resolve(script.id() + ".annunciation.txt");
        String now = String.join("\n", Timeline.of(script, Played.on(script).recording())) + "\n";
        if (Boolean.getBoolean("tocsin.write")) {
            Files.createDirectories(TIMELINES);
            Files.writeString(file, now);
        }
        assertThat(now).isEqualTo(Files.readString(file));
    }

    @Test
    void everyTimelineIsOfAnIncident() throws IOException {
        try (Stream<Path> files = Files.list(TIMELINES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(scripts()
                            .map(script -> script.id() + ".annunciation.txt")
                            .toList());
        }
    }

    private static AlarmEvent raised(String incident, String alarm) {
        return Played.recording(incident).events().stream()
                .filter(event -> event.type() == AlarmEvent.Type.RAISED
                        && event.definition().id().equals(alarm))
                .findFirst()
                .orElseThrow();
    }

    private static long raisedAtMs(String incident, String alarm) {
        return raised(incident, alarm).timeMs() - Play.START_MS;
    }

    @Test
    void anOverfillIsToldStepByStepWithItsDelays() {
        AlarmEvent high = raised("I1", "T-101.LEVEL:H");
        assertThat(high.timeMs() - high.onsetTimeMs()).isEqualTo(seconds(15));
        long highHigh = raised("I1", "T-101.LEVEL:HH").onsetTimeMs() - Play.START_MS;
        assertThat(highHigh)
                .isBetween(raisedAtMs("I1", "T-101.LSHH:STATE"), raisedAtMs("I1", "T-101.LSHH:STATE") + 2_000);
        Recording recording = Played.recording("I1");
        assertThat(recording.status("T-101.LEVEL:H").people().suppressed().byDesign())
                .containsExactly("T-101.LEVEL:CH", "T-101.LEVEL:HH");
        assertThat(recording.linesMost()).isEqualTo(4);
        assertThat(recording.warning("UNIT HZ-E1-01").colour()).isEqualTo(Colour.RED);
    }

    @Test
    void theWarningIsAsSevereAsTheParkNamesIt() {
        assertThat(Played.recording("I2").worst())
                .containsEntry("UNIT HZ-E2-01", Colour.ORANGE)
                .containsEntry("PARK " + Played.BINHAI.park().id(), Colour.RED);
        assertThat(Played.recording("I6").warning("UNIT HZ-E1-01").colour()).isEqualTo(Colour.RED);
    }

    @Test
    void aDarkGatewayIsOneAlarmAndItsBackfillRaisesNothing() {
        Recording recording = Played.recording("I10");
        assertThat(recording.rings()).containsOnlyOnce(OFFLINE_E3);
        assertThat(recording.missed())
                .extracting(event -> event.definition().id())
                .containsExactly("S-302.PRESSURE:H");
        assertThat(recording.status("S-301.LEVEL:H").state()).isEqualTo(AlarmState.UNACK_ACTIVE);
        assertThat(recording.events())
                .noneMatch(event -> event.definition().id().startsWith("S-302"));
    }

    @Test
    void chatterAroundTheLimitIsOneAlarmAndBelowItNone() {
        Recording recording = Played.recording("I11");
        assertThat(recording.raises()).isEqualTo(1);
        assertThat(recording.heldBackMs()).isPositive().isLessThan(seconds(15));
    }

    @Test
    void aFloodIsTwentyFiveAlarmsOfTenTagsInFiveMinutes() {
        Recording recording = Played.recording("I12");
        List<AlarmEvent> raises = recording.events().stream()
                .filter(event -> event.type() == AlarmEvent.Type.RAISED
                        && event.definition().tag() != null)
                .toList();
        assertThat(raises).hasSize(25);
        assertThat(raises.get(24).timeMs() - raises.get(0).timeMs()).isLessThan(minutes(5));
        assertThat(raises.stream().map(event -> event.definition().tag()).distinct())
                .hasSize(10);
        assertThat(recording.status("GD-301.GAS:GAS_L2").count()).isEqualTo(2);
    }

    @Test
    void loadingIsToBeSuspendedWhileLightningIsNear() {
        AlarmEvent lightning = raised("I12", "rule:lightning");
        assertThat(lightning.told().annunciated()).isTrue();
        assertThat(lightning.operands())
                .singleElement()
                .satisfies(field -> assertThat(Math.abs(field.value())).isGreaterThanOrEqualTo(4));
    }

    /** No composite rule rings where an incident does not call for it. */
    @ParameterizedTest
    @MethodSource("scripts")
    void ringsNoOtherRule(Script script) {
        List<String> wanted = switch (script.id()) {
            case "I1" -> List.of("rule:pre-hh-t101", "rule:interlock-t101");
            case "I2" -> List.of("rule:leak-v201a");
            case "I4" -> List.of("rule:mismatch-s302");
            case "I6" -> List.of("rule:runaway-v104");
            case "I8" -> List.of("rule:spare-v201b");
            case "I12" -> List.of("rule:lightning");
            default -> List.of();
        };
        assertThat(Played.on(script).recording().events())
                .filteredOn(event -> event.type() == AlarmEvent.Type.RAISED)
                .extracting(event -> event.definition().id())
                .filteredOn(id -> Played.BINHAI.rules().stream()
                        .anyMatch(rule -> rule.alarmId().equals(id)))
                .containsExactlyElementsOf(wanted);
    }

    @Test
    void aFloodBeginsWithTheEleventhTelling() {
        List<AlarmEvent> told = Played.recording("I12").events().stream()
                .filter(event -> event.told().annunciated())
                .toList();
        Tally tally = new Tally();
        told.forEach(event -> tally.line(
                LogLine.of(event.definition().id(), LogLine.Kind.RAISED, event.timeMs()), event.recordedTimeMs()));
        assertThat(tally.floods().episodes(told.get(told.size() - 1).timeMs()))
                .singleElement()
                .satisfies(flood ->
                        assertThat(flood.beginMs()).isEqualTo(told.get(10).timeMs()));
    }

    @Test
    void oneVehicleAtTheWrongGateIsOneAlarmWithTwoReasons() {
        AlarmEvent raised = raised("I13", "rule:gate-entry:AY0005");
        assertThat(raised.definition().pass())
                .isNotNull()
                .satisfies(pass ->
                        assertThat(pass.reasons()).containsExactly(GateReason.WRONG_GATE, GateReason.NO_RESERVATION));
    }

    @Test
    void aStayIsToldBeforeItIsTooLongAndWhenItIs() {
        assertThat(raisedAtMs("I15", "rule:overstay-soon:AY0003")).isEqualTo(hours(5.5));
        assertThat(raisedAtMs("I15", "rule:overstay:AY0003")).isEqualTo(hours(6));
    }

    @Test
    void badInputIsCountedAndMovesNoPoint() {
        Recording recording = Played.recording("I18");
        assertThat(recording.rejections())
                .extracting(Rejection::reason)
                .contains(Rejection.Reason.UNKNOWN_TAG, Rejection.Reason.OVERSIZE, Rejection.Reason.CLOCK_SKEW);
        assertThat(recording.events()).allMatch(event -> event.definition().tag() == null);
    }

    @Test
    void anEventOfNoTagIsRejected() {
        assertThat(Played.recording("I19").rejections())
                .extracting(Rejection::reason)
                .containsExactly(Rejection.Reason.UNKNOWN_TAG);
    }

    @Test
    void aClockSetBackIsSaidOnceAndItsTagsStayLive() {
        assertThat(Played.recording("I20").events())
                .noneMatch(event -> event.definition().condition().equals("STALE"));
    }

    @Test
    void frozenDataIsOneAlarm() {
        Recording recording = Played.recording("I21");
        assertThat(recording.events())
                .filteredOn(event ->
                        event.definition().condition().equals("STALE") && event.type() == AlarmEvent.Type.RAISED)
                .hasSize(FieldScripts.YARD.size());
        assertThat(recording.linesMost()).isEqualTo(1);
    }

    @Test
    void aBadTransmitterKeepsItsAlarmAndMakesItsUnitUnknown() {
        Recording recording = Played.recording("I22");
        assertThat(recording.status("T-101.LEVEL:HH").state().isActive()).isTrue();
        assertThat(recording.warning("UNIT HZ-E1-01").colour()).isEqualTo(Colour.UNKNOWN);
    }

    @Test
    void aDarkEnterpriseKeepsItsAlarmAndMakesItsUnitUnknown() {
        Recording recording = Played.recording("I23");
        assertThat(recording.status("GD-201.GAS:GAS_L1").state().isActive()).isTrue();
        assertThat(recording.status("GD-201.GAS:GAS_L1").people().suppressed().isSilent())
                .isFalse();
        assertThat(recording.status(OFFLINE_E2).definition().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(recording.warning("UNIT HZ-E2-01").colour()).isEqualTo(Colour.UNKNOWN);
    }
}
