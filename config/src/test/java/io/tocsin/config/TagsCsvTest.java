package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsCsvTest {
    private static final String PARK = """
            park: {id: P1}
            enterprises: [{id: "330199000001"}]
            gateways: [{id: "33019900000101", enterprise: "330199000001"}]
            tanks: [{id: T-101, enterprise: "330199000001", geometry: {shape: sphere, diameter: 1}, maxFill: 1}]
            """;

    private static final String YAML = """
            tags:
              - tag: T-101.LEVEL
                metric: LEVEL
                unit: m
                range: {low: 0, high: 14.3, failLow: -0.5, failHigh: 15}
                interval: 1s
                enterprise: "330199000001"
                gateway: "33019900000101"
                tank: T-101
                area: 溶剂罐区
                deadband: 0.03
                onDelay: 15s
                offDelay: 1s
                limits:
                  LL: 1.9
                  L: 2.1
                  H: 12.9
                  HH: {value: 13.1, onDelay: 5s, offDelay: 2s, priority: CRITICAL, deadband: 0.1}
                  CH: 13.4
              - tag: GD-101
                metric: GAS
                unit: "%LEL"
                limits: {GAS_L1: 25, GAS_L2: 50}
              - tag: T-101.LSHH
                metric: SWITCH
                states: {0: NORMAL, 1: TRIPPED}
                state: {alarmValues: [TRIPPED]}
            """;

    private static final String ENGLISH = """
            tag,metric,unit,rangeLow,rangeHigh,failLow,failHigh,interval,enterprise,gateway,tank,area,deadband,onDelay,\
            offDelay,LL,L,H,HH,CH,GAS_L1,GAS_L2,HH.onDelay,HH.offDelay,HH.priority,HH.deadband,states,alarmValues,note
            T-101.LEVEL,LEVEL,m,0,14.3,-0.5,15,1s,330199000001,33019900000101,T-101,溶剂罐区,0.03,15s,\
            1s,1.9,2.1,12.9,13.1,13.4,,,5s,2s,CRITICAL,0.1,,,the first
            GD-101,GAS,%LEL,,,,,,,,,,,,,,,,,,25,50,,,,,,,
            T-101.LSHH,SWITCH,,,,,,,,,,,,,,,,,,,,,,,,,0=NORMAL; 1=TRIPPED,TRIPPED,
            """;

    private static final String CHINESE = ENGLISH.replace(
            ENGLISH.lines().findFirst().orElseThrow(),
            "位号,指标,单位,量程下限,量程上限,失效下限,失效上限,采集周期,企业,网关,储罐,区域,死区,报警延时,恢复延时,低低报,低报,高报,高高报,临界高报,一级报警,二级报警,"
                    + "HH.报警延时,HH.恢复延时,HH.优先级,HH.死区,状态,报警状态,备注");

    @TempDir
    private Path folder;

    private List<Tag> tags(String name, byte[] bytes) {
        SiteFiles.write(folder, Map.of("park.yaml", PARK));
        SiteFiles.write(folder, name, bytes);
        SiteReader.Result result = SiteReader.read(folder, Map.of());
        assertThat(SiteFiles.rendered(result)).isEmpty();
        return result.site().orElseThrow().tags();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Tag> yaml(Path other) {
        SiteFiles.write(other, Map.of("park.yaml", PARK, "tags.yaml", YAML));
        return SiteReader.read(other, Map.of()).site().orElseThrow().tags();
    }

    @Test
    void saysWhatTheSameYamlSays(@TempDir Path other) {
        assertThat(tags("tags.csv", utf8(ENGLISH))).isEqualTo(yaml(other));
    }

    @Test
    void understandsChineseHeadersAndMetrics(@TempDir Path other) {
        String words =
                CHINESE.replace(",LEVEL,", ",液位,").replace(",GAS,", ",气体,").replace(",SWITCH,", ",开关,");
        assertThat(tags("tags.csv", utf8(words))).isEqualTo(yaml(other));
    }

    @Test
    void readsWhatSpreadsheetsWriteInChina(@TempDir Path other) {
        assertThat(tags("tags.csv", CHINESE.getBytes(Charset.forName("GB18030"))))
                .isEqualTo(yaml(other));
    }

    @Test
    void looksPastTheMarkOfUtf8(@TempDir Path other) {
        assertThat(tags("tags.csv", utf8("\uFEFF" + CHINESE))).isEqualTo(yaml(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void takesOtherSeparators(String separator, @TempDir Path other) {
        String text = ENGLISH.replace("; 1=TRIPPED", " 1=TRIPPED").replace(",", separator);
        assertThat(tags("tags.csv", utf8(text))).isEqualTo(yaml(other));
    }

    @Test
    void refusesUtf16() {
        SiteFiles.write(folder, "tags.csv", "tag\nA\n".getBytes(StandardCharsets.UTF_16));
        assertThat(SiteFiles.rendered(SiteReader.read(folder, Map.of())))
                .containsExactly("tags.csv: error: expected text in UTF-8 or GB18030, was UTF-16");
    }

    @Test
    void isPartOfTheHashAndOfTheArchive(@TempDir Path archive) {
        SiteFiles.write(folder, Map.of("tags.csv", "tag,H\nA,${LIMIT}\n"));
        SiteReader.Result result = SiteReader.read(folder, Map.of("LIMIT", "5"));
        Site site = result.site().orElseThrow();
        result.texts().forEach((name, bytes) -> SiteFiles.write(archive, name, bytes));
        assertThat(result.texts()).containsKeys("tags.csv", "environment");
        assertThat(SiteReader.readArchived(archive).site()).contains(site);
    }

    @Test
    void tellsCellsBehindLineBreaksWhereTheyStand() {
        SiteFiles.write(folder, Map.of("tags.csv", "tag,area,H\nA,\"液氯\n\"\"储\"\"区\",x\n"));
        assertThat(SiteFiles.rendered(SiteReader.read(folder, Map.of())))
                .contains("tags.csv:3:9: error: expected a number, was text 'x'");
    }

    @Test
    void readsTwentyThousandTags() {
        StringBuilder csv =
                new StringBuilder("tag,metric,unit,rangeLow,rangeHigh,interval,deadband,onDelay,LL,L,H,HH\n");
        for (int i = 0; i < 20_000; i++) {
            csv.append("T-").append(i).append(".LEVEL,LEVEL,m,0,14.3,1s,0.03,15s,1.9,2.1,12.9,13.1\n");
        }
        SiteFiles.write(folder, "tags.csv", utf8(csv.toString()));
        long startNs = System.nanoTime();
        assertThat(SiteReader.read(folder, Map.of()).site().orElseThrow().tags())
                .hasSize(20_000);
        assertThat(System.nanoTime() - startNs).isLessThan(30_000_000_000L);
    }
}
