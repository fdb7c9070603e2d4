package io.tocsin.server.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.config.Priority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form of an alarm log, and what is said of one that is wrong. */
class AlarmLogTest {
    private static final String HEAD = "time,tag,condition,state\n";

    @TempDir
    private Path folder;

    private AlarmLog read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private AlarmLog read(byte[] bytes) throws IOException {
        return AlarmLog.read(Files.write(folder.resolve("log"), bytes));
    }

    private List<String> mistakes(String text) throws IOException {
        return read(text).problems().stream()
                .map(problem -> problem.render(Locale.ENGLISH))
                .map(line -> line.substring(folder.toString().length() + 1))
                .toList();
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aLogThatSaysWhetherPeopleWereToldIsTakenAtItsWord() throws IOException {
        AlarmLog log = read("""
                time,alarmId,type,state,annunciated,suppression,group,position
                2024-05-01T00:00:00Z,a:H,RAISED,UNACK_ACTIVE,true,,,east
                2024-05-01T00:01:00Z,b:H,RAISED,UNACK_ACTIVE,false,SHELVED,,east
                2024-05-01T00:02:00Z,a:H,REALARMED,UNACK_ACTIVE,true,,,boss
                2024-05-01T00:03:00Z,b:H,UNSHELVED,UNACK_ACTIVE,false,,g1,east
                2024-05-01T00:03:00Z,c:H,UNSHELVED,UNACK_ACTIVE,true,,g1,
                2024-05-01T00:04:00Z,a:H,CONFIG_CHANGED,NORMAL,false,,,boss
                """);
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().load().annunciations()).isEqualTo(3);
        assertThat(log.kpis().aside().suppressed()).isOne();
        assertThat(log.kpis().standing()).extracting(Kpis.Standing::alarm).containsExactly("b:H", "c:H");
        assertThat(log.otherEvents()).isEqualTo(2);
        assertThat(log.positions().keySet()).containsExactly("", "boss", "east");
        assertThat(log.positions().values()).allMatch(kpis -> kpis.load().annunciations() == 1);
    }

    @Test
    void findsColumnsByTheirNamesInAnyOrder() throws IOException {
        AlarmLog log = read("""
                State,note,limit,TIME,tag,priority
                raised,"a, b",H,2024-05-01T00:00:00Z,LT-1,high
                ACKNOWLEDGED,,H,2024-05-01 00:00:20,LT-1,
                CLEARED,,H,1714521630,LT-1,
                """);
        assertThat(log.problems()).isEmpty();
        assertThat(log.lines()).isEqualTo(3);
        assertThat(log.kpis().top().alarms()).containsExactly(new Kpis.Count("LT-1:H", 1));
        assertThat(log.kpis().mix().count(Priority.HIGH)).isEqualTo(1);
        assertThat(log.kpis().acknowledgements())
                .containsExactly(new Kpis.Acknowledgement(Priority.HIGH, 1, 0, 20_000, 20_000));
        assertThat(log.kpis().standing()).isEmpty();
        assertThat(log.kpis().fleeting()).isEmpty();
    }

    @Test
    void readsTransitionsOfABacktest() throws IOException {
        AlarmLog log = read("""
                {"tag":"T-101.LEVEL","condition":"H","state":"RAISED","time":"2024-01-01T12:54:00.000Z","value":12.93}

                {"tag":"T-101.LEVEL","condition":"H","state":"CLEARED","time":"2024-01-01T12:54:09.000Z","value":null}
                """);
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().fleeting()).isEqualTo(Map.of("T-101.LEVEL:H", 1L));
    }

    @Test
    void readsEventsAndLeavesDrillsAndTheSuppressedAside() throws IOException {
        AlarmLog log = read("""
                {"eventId":"o~1","alarmId":"a:H","type":"RAISED","state":"UNACK_ACTIVE","limit":12.9,"time":"2024-01-01T00:00:00.000Z","priority":"HIGH","suppression":[],"drill":false,"message":{"zh":"高","en":"high"}}
                {"eventId":"o~2","alarmId":"a:H","type":"REALARMED","state":"UNACK_ACTIVE","time":"2024-01-01T00:00:01.000Z","priority":"HIGH","suppression":[],"drill":false}
                {"eventId":"o~3","alarmId":"a:H","type":"ACKNOWLEDGED","state":"ACK_ACTIVE","time":"2024-01-01T00:00:02.000Z","priority":"HIGH","suppression":[],"drill":false}
                {"eventId":"o~3","alarmId":"a:H","type":"ACKNOWLEDGED","state":"ACK_ACTIVE","time":"2024-01-01T00:00:02.000Z","priority":"HIGH","suppression":[],"drill":false}
                {"eventId":"p~1","alarmId":"b:H","type":"RAISED","state":"UNACK_ACTIVE","time":"2024-01-01T00:00:03.000Z","priority":null,"suppression":["SHELVED"],"drill":false}
                {"eventId":"q~1","alarmId":"c:H","type":"RAISED","state":"UNACK_ACTIVE","time":"2023-01-01T00:00:00.000Z","priority":"LOW","suppression":[],"drill":true}
                """);
        assertThat(log.problems()).isEmpty();
        assertThat(log.inOrder()).isTrue();
        assertThat(log.kpis().aside()).isEqualTo(new Kpis.Aside(1, 1, 0, 0));
        assertThat(log.kpis().load().annunciations()).isEqualTo(1);
        assertThat(log.kpis().load().slots()).isEqualTo(1);
        assertThat(log.otherEvents()).isEqualTo(1);
        assertThat(log.repeats()).isEqualTo(1);
        assertThat(log.lines()).isEqualTo(5);
    }

    @Test
    void aColumnSaysWhatWasSuppressed() throws IOException {
        AlarmLog log = read("""
                time,tag,condition,state,suppressed
                2024-01-01T00:00:00Z,LT-1,H,RAISED,true
                2024-01-01T00:00:00Z,LT-1,HH,RAISED,false
                2024-01-01T00:00:00Z,LT-2,HH,RAISED,
                """);
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().load().annunciations()).isEqualTo(2);
        assertThat(log.kpis().aside().suppressed()).isEqualTo(1);
    }

    @Test
    void anAlarmIdNeedsNoTag() throws IOException {
        AlarmLog log = read("time,alarmId,type\n2024-01-01T00:00:00Z,gateway:G1:OFFLINE,RAISED\n");
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().standing()).extracting(Kpis.Standing::alarm).containsExactly("gateway:G1:OFFLINE");
    }

    @Test
    void readsGzipAndTheMarkOfASpreadsheet() throws IOException {
        assertThat(read(gzipped("\uFEFF" + HEAD + "2024-01-01T00:00:00Z,LT-1,H,RAISED\n"))
                        .lines())
                .isEqualTo(1);
    }

    @Test
    void readsWhatAChineseSpreadsheetSaved() throws IOException {
        String text = HEAD + "2024-01-01T00:00:00Z,一号罐,H,RAISED\n2024-01-01T00:00:00Z,二号罐,H,RAISED\n";
        AlarmLog log = read(text.getBytes(Charset.forName("GB18030")));
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().top().alarms()).extracting(Kpis.Count::alarm).containsExactly("一号罐:H", "二号罐:H");
    }

    @Test
    void putsInOrderWhatIsNot() throws IOException {
        AlarmLog log = read(HEAD + """
                2024-01-01T00:20:00Z,LT-1,H,CLEARED
                2024-01-01T00:00:00Z,LT-1,H,RAISED
                2024-01-01T00:10:00Z,LT-2,H,RAISED
                """);
        assertThat(log.inOrder()).isFalse();
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().load().slots()).isEqualTo(3);
        assertThat(log.kpis().aside().unmatchedClears()).isZero();
        assertThat(log.kpis().standing()).extracting(Kpis.Standing::alarm).containsExactly("LT-2:H");
    }

    @Test
    void readsALogWithTheNewestFirstFromTheBottomUp() throws IOException {
        AlarmLog log = read(HEAD + """
                2024-01-01T00:10:00Z,LT-1,H,CLEARED
                2024-01-01T00:00:00Z,LT-1,H,RAISED
                2024-01-01T00:00:00Z,LT-1,L,CLEARED
                2024-01-01T00:00:00Z,LT-1,L,RAISED
                """);
        assertThat(log.kpis().standing()).isEmpty();
        assertThat(log.kpis().aside().unmatchedClears()).isZero();
    }

    @Test
    void tellsEveryMistakeOfALine() throws IOException {
        assertThat(mistakes("""
                time,tag,condition,state,priority,suppressed
                2024-01-01T00:00:00Z,LT-1,H,RAISED,LOW,
                noon,LT-1,H,RAISD,P1,maybe
                2024-01-01T00:00:00Z,,H,RAISED,,
                2024-01-01T00:00:00Z,LT-1,"",RAISED,,
                2024-01-01T00:00:00Z,LT-1,H
                """))
                .containsExactly(
                        "log:3:1: error: expected ISO 8601 or epoch s, ms, us, ns, was \"noon\"",
                        "log:3:13: error: expected RAISED, CLEARED or ACKNOWLEDGED, was \"RAISD\"",
                        "log:3:19: error: expected CRITICAL, HIGH, MEDIUM or LOW, was \"P1\"",
                        "log:3:22: error: expected true or false, was \"maybe\"",
                        "log:4:1: error: expected a tag, was nothing",
                        "log:5:1: error: expected a condition or limit, was nothing",
                        "log:6:1: error: expected 6 cells, was 3 cells");
    }

    @Test
    void countsALineOfAnUnknownPriorityAsOneWithout() throws IOException {
        AlarmLog log = read("time,tag,limit,state,priority\n2024-01-01T00:00:00Z,LT-1,H,RAISED,P1\n");
        assertThat(log.problemCount()).isEqualTo(1);
        assertThat(log.kpis().mix().without()).isEqualTo(1);
    }

    @Test
    void tellsWhatIsNoJsonAndNoObject() throws IOException {
        assertThat(mistakes("""
                {"tag":"a","condition":"H","state":"RAISED","time":"2024-01-01T00:00:00Z"}
                [1]
                {"tag":"a","condition":"H","state":"RAISED","time":}
                {"tag":"a","condition":"H","state":"RAISED","time":null}
                """))
                .hasSize(3)
                .anyMatch(line -> line.equals("log:2:1: error: expected a JSON object, was \"[1]\""))
                .anyMatch(line -> line.startsWith("log:3:52: error: expected JSON, was "))
                .anyMatch(line -> line.startsWith("log:4:1: error: expected ISO 8601 or epoch s, ms, us, ns"));
    }

    @Test
    void tellsWhichColumnsAreMissing() throws IOException {
        assertThat(mistakes("when,limit\n"))
                .containsExactly(
                        "log:1:1: error: expected a column time, was \"when,limit\"",
                        "log:1:1: error: expected a column state, was \"when,limit\"",
                        "log:1:1: error: expected a column tag, was \"when,limit\"");
        assertThat(mistakes("time,tag,state\n"))
                .containsExactly("log:1:1: error: expected a column condition or limit, was \"time,tag,state\"");
        assertThat(mistakes("time,tag,tag,limit,state\n"))
                .containsExactly("log:1:10: error: expected each column once, was \"tag\"");
        assertThat(mistakes("")).containsExactly("log:1:1: error: expected a header, was nothing");
    }

    @Test
    void keepsTheFirstHundredMistakesAndCountsAll() throws IOException {
        AlarmLog log = read(HEAD + "noon,LT-1,H,RAISED\n".repeat(250));
        assertThat(log.problems()).hasSize(100);
        assertThat(log.problemCount()).isEqualTo(250);
        assertThat(log.lines()).isZero();
    }

    @Test
    void tellsWhatIsNoTextAndNoWholeGzip() throws IOException {
        byte[] whole = gzipped(HEAD + "2024-01-01T00:00:00Z,LT-1,H,RAISED\n".repeat(5_000));
        assertThat(read(Arrays.copyOf(whole, whole.length / 2)).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.render(Locale.ENGLISH)).contains(": error: expected a whole gzip file"));
        byte[] noText = (HEAD + "2024-01-01T00:00:00Z,LT-1,H,RAISED\n").getBytes(StandardCharsets.UTF_8);
        noText[30] = (byte) 0xFF;
        assertThat(read(noText).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.render(Locale.ENGLISH))
                        .contains(": error: expected text in UTF-8 or GB18030"));
    }

    @Test
    void aLogWithoutLinesIsNoMistake() throws IOException {
        AlarmLog log = read(HEAD);
        assertThat(log.problems()).isEmpty();
        assertThat(log.kpis().load().slots()).isZero();
    }

    @Test
    void knowsEveryTypeOfEvent() {
        for (AlarmEvent.Type type : AlarmEvent.Type.values()) {
            assertThat(type.name())
                    .satisfiesAnyOf(
                            name -> assertThat(name).isIn("RAISED", "CLEARED", "ACKNOWLEDGED"),
                            name -> assertThat(AlarmLines.OTHER_EVENTS).contains(name));
        }
    }
}
