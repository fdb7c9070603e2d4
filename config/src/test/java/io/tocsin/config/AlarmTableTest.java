package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The master alarm database: what a table says, out and in. */
class AlarmTableTest {
    static final String TAGS = """
            tags:
              - tag: T-101.LEVEL
                metric: LEVEL
                unit: m
                range: {low: 0, high: 14.3}
                deadband: 0.03
                onDelay: 15s
                limits: {LL: 1.9, L: 2.1, H: 12.9, HH: {value: 13.1, onDelay: 5s, priority: CRITICAL}}
                rateOfChange:
                  - {perMinute: 3, window: 9m, direction: up}
                  - {perMinute: 4, window: 9m, direction: down, onDelay: 0s}
                flatline: {window: 30m}
              - tag: GD-101
                metric: GAS
                unit: "%LEL"
                limits: {GAS_L1: 25, GAS_L2: 50}
                deviation: {setpoint: 5, limit: 20}
              - tag: T-101.LSHH
                metric: SWITCH
                state: {alarmValues: [1]}
              - tag: -7
                metric: VALUE
                rateOfChange: {perMinute: 1, window: 10s}
              - tag: QUIET
                metric: LEVEL
            """.replace("tag: -7", "tag: \"-7\"");

    private static final AlarmImport.Why NO_REASON = new AlarmImport.Why("", "");

    @TempDir
    Path folder;

    private Site site(String table) {
        SiteFiles.write(folder, Map.of("tags.yaml", TAGS, "alarms.csv", table));
        SiteReader.Result result = SiteReader.read(folder, Map.of());
        return result.site().orElseThrow(() -> new AssertionError(SiteFiles.rendered(result)));
    }

    private Site site() {
        return SiteFiles.site(folder, Map.of("tags.yaml", TAGS));
    }

    private List<String> problems(String table) {
        return SiteFiles.rendered(SiteFiles.read(folder, Map.of("tags.yaml", TAGS, "alarms.csv", table), Map.of()));
    }

    private AlarmTable table(Site site) {
        return AlarmTable.of(folder, Map.of(), site);
    }

    private static Tag tag(Site site, String id) {
        return site.tags().stream()
                .filter(tag -> tag.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private AlarmImport imported(byte[] bytes) {
        return AlarmImport.of(folder, Map.of(), "table.csv", bytes, NO_REASON);
    }

    private AlarmImport.Change change(byte[] bytes) {
        AlarmImport handed = imported(bytes);
        return handed.change().orElseThrow(() -> new AssertionError(handed.problems()));
    }

    private List<String> differences(byte[] bytes) {
        return change(bytes).difference().changes().stream()
                .map(each -> each.id() + " " + each.field() + " " + each.before() + " -> " + each.after())
                .toList();
    }

    private String export() {
        return new String(table(site()).csv(AlarmTable.Form.PLAIN, Locale.ENGLISH), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- what a row says --------------------------------------------------------------------------------------------

    @Test
    void standsBeforeWhatTheTagSays() {
        Site site = site("""
                tag,condition,value,deadband,onDelay,offDelay,priority,class,latching,reason,change
                T-101.LEVEL,H,12.5,0.1,20s,2s,HIGH,gas,true,because,MOC-1
                """);
        Tag tag = tag(site, "T-101.LEVEL");
        assertThat(SiteFiles.condition(tag, Condition.H))
                .isEqualTo(new ConditionSpec.Limit(Condition.H, 12.5, 0.1, 20_000, 2_000, Priority.HIGH, false, false));
        assertThat(tag.said(Condition.H))
                .isEqualTo(new Tag.Said("gas", Response.NONE, new Tag.Basis("because", "MOC-1")));
        assertThat(site.annunciation()
                        .alarmClass(tag, SiteFiles.condition(tag, Condition.H), tag.said(Condition.H))
                        .latching())
                .isTrue();
        assertThat(tag.said(Condition.HH)).isEqualTo(Tag.Said.NOTHING);
    }

    @Test
    void saysWhatThereIsToDo() {
        Site site = site("""
                tag,condition,cause,cause.en,consequence.zh,action,timeToRespond,plan,cameras,contacts
                T-101.LEVEL,H,进料过多,Overfeeding,溢出,"close
                the valve",10m,P-1,C1; C2；C1,'+86 571 1; 张三
                """);
        assertThat(tag(site, "T-101.LEVEL").said(Condition.H).response())
                .isEqualTo(new Response(
                        new Text("进料过多", "Overfeeding"),
                        Text.of("溢出"),
                        Text.of("close\nthe valve"),
                        600_000,
                        "P-1",
                        List.of("C1", "C2"),
                        List.of("+86 571 1", "张三")));
    }

    @Test
    void leavesWhatAnEmptyCellDoesNotSay() {
        Site site = site("tag,condition,value,deadband,priority\nT-101.LEVEL,HH,,,\nGD-101,DEV,,0.5,\n");
        assertThat(tag(site, "T-101.LEVEL")).isEqualTo(tag(site(), "T-101.LEVEL"));
        assertThat(((ConditionSpec.Deviation) SiteFiles.condition(tag(site, "GD-101"), Condition.DEV)).deadband())
                .isEqualTo(0.5);
    }

    @Test
    void addsALimitWithTheDefaultsOfItsTagAndTakesOneAway() {
        Site site = site("tag,condition,value\nT-101.LEVEL,CH,13.4\nT-101.LEVEL,LL,OFF\n");
        Tag tag = tag(site, "T-101.LEVEL");
        assertThat(SiteFiles.condition(tag, Condition.CH))
                .isEqualTo(
                        new ConditionSpec.Limit(Condition.CH, 13.4, 0.03, 15_000, 0, Priority.CRITICAL, false, false));
        assertThat(tag.conditions()).noneMatch(spec -> spec.condition() == Condition.LL);
    }

    @Test
    void watchesATagFromItsFirstLimitOn() {
        Site site = site("tag,condition,value,onDelay\nQUIET,H,5,\nQUIET,BAD,,20s\n");
        Tag tag = tag(site, "QUIET");
        assertThat(tag.conditions())
                .extracting(ConditionSpec::condition)
                .containsExactly(Condition.H, Condition.BAD, Condition.STALE);
        assertThat(SiteFiles.condition(tag, Condition.BAD).onDelayMs()).isEqualTo(20_000);
    }

    @Test
    void changesEveryKindOfConditionWhereTheTagHasIt() {
        Site site = site("""
                tag,condition,value,priority,latching,onDelay
                T-101.LEVEL,ROC_DOWN,5,LOW,TRUE,1s
                T-101.LEVEL,ROC_UP,6,,,
                T-101.LEVEL,FLAT,,HIGH,是,
                T-101.LEVEL,RANGE,,HIGH,,
                T-101.LEVEL,STALE,,HIGH,,
                T-101.LEVEL,BAD,,HIGH,,1m
                T-101.LSHH,STATE,,LOW,false,2s
                -7,ROC,2,,,
                GD-101,DEV,21,,,
                """.replace("\n-7", "\n'-7"));
        assertThat(table(site).rows().stream()
                        .map(row -> row.id() + " " + row.cell(AlarmColumn.VALUE) + " " + row.cell(AlarmColumn.PRIORITY)
                                + " " + row.cell(AlarmColumn.LATCHING) + " " + row.cell(AlarmColumn.ON_DELAY))
                        .filter(row -> !row.contains("STALE MEDIUM"))
                        .toList())
                .contains(
                        "T-101.LEVEL:ROC_DOWN 5 LOW true 1s",
                        "T-101.LEVEL:ROC_UP 6 MEDIUM false 15s",
                        "T-101.LEVEL:FLAT  HIGH true ",
                        "T-101.LEVEL:RANGE  HIGH false 15s",
                        "T-101.LEVEL:STALE  HIGH false ",
                        "T-101.LEVEL:BAD  HIGH false 1m",
                        "T-101.LSHH:STATE  LOW false 2s",
                        "-7:ROC 2 MEDIUM false 0s",
                        "GD-101:DEV 21 MEDIUM false 0s");
    }

    @Test
    void saysOnlyWhatTheRulesOfTheSiteDoNot() {
        Response ofRule = new Response(Text.of("any"), null, null, 60_000, "P-1", List.of("C1"), List.of());
        Annunciation rules = new Annunciation(
                List.of(AlarmClass.GAS),
                List.of(new Annunciation.ClassOf(AlarmMatch.ANY, "gas")),
                List.of(),
                List.of(),
                List.of(new Annunciation.ResponseOf(AlarmMatch.ANY, ofRule)),
                List.of(),
                Annunciation.Shelving.defaults(),
                Warnings.STANDARD);
        Site plain = site();
        Site ruled = new Site(
                plain.park(),
                plain.enterprises(),
                plain.gateways(),
                plain.tanks(),
                plain.tags(),
                plain.ground(),
                plain.closure(),
                rules,
                plain.settings(),
                plain.hash());
        Problems problems = new Problems();
        Amendments amendments = new Amendments(AlarmsCsv.Source.of(utf8("""
                        tag,condition,class,cause,timeToRespond,plan,cameras
                        T-101.LEVEL,H,gas,any,60s,P-1,C1
                        T-101.LEVEL,HH,process,any,1m,P-2,C1
                        """)), Owners.of(false), problems);
        Site over = amendments.over(ruled);
        assertThat(problems.anyError()).isFalse();
        assertThat(tag(over, "T-101.LEVEL").said(Condition.H)).isEqualTo(Tag.Said.NOTHING);
        assertThat(tag(over, "T-101.LEVEL").said(Condition.HH))
                .isEqualTo(new Tag.Said("process", new Response(null, null, null, 0, "P-2", List.of(), List.of())));
        assertThat(AlarmTable.of(ruled, over).rows().stream()
                        .filter(row -> row.tag().equals("T-101.LEVEL") && row.condition() == Condition.HH))
                .singleElement()
                .satisfies(row -> assertThat(List.of(
                                row.cell(AlarmColumn.CLASS),
                                row.cell(AlarmColumn.CAUSE_ZH),
                                row.cell(AlarmColumn.PLAN),
                                row.cell(AlarmColumn.CAMERAS)))
                        .containsExactly("process", "any", "P-2", "C1"));
    }

    static Stream<AlarmColumn> columns() {
        return Stream.of(AlarmColumn.values()).filter(column -> column.compareTo(AlarmColumn.VALUE) >= 0);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyColumnChangesTheSite(AlarmColumn column) {
        String cell = switch (column.holds()) {
            case NUMBER -> "1.5";
            case DURATION -> "7m";
            case WORD -> "LOW";
            case YES_OR_NO -> "true";
            default -> column == AlarmColumn.CLASS ? "gas" : "x";
        };
        Site before = site();
        Site after = site("tag,condition," + column.heading() + "\nT-101.LEVEL,H," + cell + "\n");
        assertThat(SiteDifference.of(before, after).changes()).hasSize(1).allMatch(change -> change.field() != null);
        Site chinese = site("位号,报警条件," + column.label().zh() + "\nT-101.LEVEL,H," + cell + "\n");
        assertThat(SiteDifference.of(after, chinese).isEmpty()).isTrue();
    }

    @Test
    void namesEveryColumnInItsDocument() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/alarm-database.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(AlarmColumn.values())
                        .map(column -> "| `" + column.heading() + "` | " + String.join(" ", column.aliases()) + " | "
                                + column.holds().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .toList());
    }

    @Test
    void isPartOfTheHashAndOfTheArchive(@TempDir Path archive) {
        Site without = site();
        SiteReader.Result result = SiteFiles.read(
                folder, Map.of("tags.yaml", TAGS, "alarms.csv", "tag,condition,value\nT-101.LEVEL,H,12\n"), Map.of());
        Site site = result.site().orElseThrow();
        assertThat(site.hash()).isNotEqualTo(without.hash());
        result.texts().forEach((name, bytes) -> SiteFiles.write(archive, name, bytes));
        assertThat(SiteReader.readArchived(archive).site()).contains(site);
        assertThat(SiteReader.FILES).contains(AlarmImport.FILE);
    }

    @Test
    void warnsOfAChangeWithoutAReason() {
        assertThat(problems("""
                tag,condition,value,priority,plan,reason,change
                T-101.LEVEL,H,12.5,,,,
                T-101.LEVEL,HH,13.10,,P-1,,
                T-101.LEVEL,L,2.2,,,because,
                T-101.LEVEL,LL,,LOW,,because,MOC-1
                """))
                .containsExactly(
                        "alarms.csv:2:1: warning: expected `reason` / `change` in a row that changes an alarm, was nothing",
                        "alarms.csv:4:1: warning: expected `change` in a row that changes an alarm, was nothing");
    }

    @Test
    void isCheckedLikeTheTagsThemselves() {
        assertThat(problems("""
                tag,condition,value,deadband,onDelay,reason,change
                T-101.LEVEL,H,15,,,r,c
                T-101.LEVEL,LL,1.6,0.5,,r,c
                """))
                .containsExactly(
                        "alarms.csv:2:15: warning: expected a limit within the range 0..14.3, was H 15",
                        "alarms.csv:3:20: warning: expected a deadband of LL below 0.5, the gap to L, was 0.5",
                        "tags.yaml:8:52: warning: expected H below HH, was H 15, HH 13.1");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThat(problems("""
                tag,condition,value,deadband,onDelay,priority,class,latching,nonsense
                T-101.LEVL,H,5,,,,,,
                T-101.LEVEL,HHH,5,,,,,,
                T-101.LEVEL,H,"12,9",-1,15,URGENT,gaz,maybe,
                T-101.LEVEL,H,5,,,,,,
                T-101.LEVEL,CH,,0.1,,,,,
                T-101.LEVEL,DEV,5,,,,,,
                T-101.LEVEL,STALE,off,,,,,,
                T-101.LEVEL,FLAT,1,,2s,,,,
                QUIET,H,off,,,,,,
                ,H,5,,,,,,
                QUIET,,5,,,,,,
                """))
                .containsExactly(
                        "alarms.csv:1:62: error: expected a known column, was 'nonsense'",
                        "alarms.csv:2:1: error: expected a tag of the site, was 'T-101.LEVL' (nearest: T-101.LEVEL)",
                        "alarms.csv:3:13: error: expected one of CH HH H L LL GAS_L1 GAS_L2 DEV ROC ROC_UP ROC_DOWN"
                                + " FLAT STATE RANGE BAD STALE, was 'HHH' (nearest: HH)",
                        "alarms.csv:4:15: error: expected a number with a decimal point: 12.9, was '12,9'",
                        "alarms.csv:4:22: error: expected a number not below 0, was the number -1",
                        "alarms.csv:4:25: error: expected a duration such as 250ms, 15s, 2m, 1h or 1d, was the number 15",
                        "alarms.csv:4:28: error: expected one of CRITICAL HIGH MEDIUM LOW, was text 'URGENT'",
                        "alarms.csv:4:35: error: expected one of emergency gas gate instrument process system trip, was"
                                + " 'gaz' (nearest: gas)",
                        "alarms.csv:4:39: error: expected true or false, was 'maybe'",
                        "alarms.csv:5:1: error: expected one row for each alarm, was a second 'T-101.LEVEL:H' (the first"
                                + " stands in line 4)",
                        "alarms.csv:6:1: error: expected a value of CH, which the tag does not have, was nothing",
                        "alarms.csv:7:1: error: expected a condition that the tag has (DEV is added in tags.yaml alone),"
                                + " was DEV",
                        "alarms.csv:8:19: error: expected `off` for a limit alone (STALE is taken away in tags.yaml),"
                                + " was STALE",
                        "alarms.csv:9:18: error: expected an empty cell (FLAT has no value in the table), was '1'",
                        "alarms.csv:9:21: error: expected an empty cell (FLAT has no onDelay in the table), was '2s'",
                        "alarms.csv:10:9: warning: expected a limit that the tag has, was `off` for H",
                        "alarms.csv:11:1: error: expected a `tag` in every row, was nothing",
                        "alarms.csv:12:1: error: expected a `condition` in every row, was nothing");
    }

    // ---- out and in -------------------------------------------------------------------------------------------------

    @Test
    void comesBackAsItWentOut() {
        Site site = site("""
                tag,condition,value,cause.zh,cause.en,contacts,reason,change
                T-101.LEVEL,LL,off,,,,no such pump,MOC-2
                T-101.LEVEL,H,12.5,"=1+1, ""quoted""
                second line",'=x,@a; -b,"because; of
                this",+1
                QUIET,H,5,,,,,
                """);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            for (AlarmTable.Form form : AlarmTable.Form.values()) {
                byte[] out = table(site).csv(form, locale);
                AlarmImport.Change change = change(out);
                assertThat(change.difference().changes()).isEmpty();
                assertThat(table(change.site()).csv(form, locale)).isEqualTo(out);
            }
        }
        assertThat(new String(table(site).csv(AlarmTable.Form.PLAIN, Locale.ENGLISH), StandardCharsets.UTF_8))
                .contains("T-101.LEVEL,LL,off,")
                .contains("\"'=1+1, \"\"quoted\"\"\nsecond line\"")
                .contains(",'=x,")
                .contains("'@a; -b")
                .contains("'+1")
                .contains("\n'-7,ROC,1,");
    }

    @Test
    void keepsOnlyWhatIsOtherThanTheTagsSay() {
        String out = export();
        byte[] edited = utf8(out.replace("T-101.LEVEL,H,12.9,0.03,15s,", "T-101.LEVEL,H,12.90,0.03,20s,"));
        assertThat(differences(edited)).containsExactly("T-101.LEVEL conditions.H.onDelayMs 15000 -> 20000");
        String kept = new String(change(edited).csv(), StandardCharsets.UTF_8);
        assertThat(kept.lines().toList()).hasSize(2);
        assertThat(kept).contains("\nT-101.LEVEL,H,,,20s,,,");
    }

    @Test
    void tellsExactlyWhatASpreadsheetChanged() {
        assertThat(differences(utf8(export().replace("T-101.LEVEL,H,12.9,", "T-101.LEVEL,H,12.5,"))))
                .containsExactly("T-101.LEVEL conditions.H.value 12.9 -> 12.5");
        assertThat(differences(utf8(export().replace("GD-101,GAS_L2,50,", "GD-101,GAS_L2,off,"))))
                .singleElement()
                .asString()
                .startsWith("GD-101 conditions.GAS_L2 ");
    }

    @Test
    void readsWhatSpreadsheetsMakeOfIt() {
        String edited = export().replace("T-101.LEVEL,H,12.9,", "T-101.LEVEL,H,12.5,");
        List<String> expected = List.of("T-101.LEVEL conditions.H.value 12.9 -> 12.5");
        assertThat(differences(utf8("\uFEFF" + edited.replace("\n", "\r\n") + ",,,\r\n,,,,\r\n")))
                .isEqualTo(expected);
        assertThat(differences(utf8(edited.replace(",", ";")))).isEqualTo(expected);
        assertThat(differences(utf8(edited.replace(",", "\t")))).isEqualTo(expected);
        assertThat(imported(utf8(edited)).remarks()).isEmpty();
        site("tag,condition,cause\nGD-101,GAS_L1,泄漏\n");
        byte[] gb = new String(
                        table(SiteReader.read(folder, Map.of()).site().orElseThrow())
                                .csv(AlarmTable.Form.EXCEL, Locale.SIMPLIFIED_CHINESE),
                        StandardCharsets.UTF_8)
                .substring(1)
                .replace("T-101.LEVEL,H,12.9,", "T-101.LEVEL,H,12.5,")
                .getBytes(Charset.forName("GB18030"));
        assertThat(differences(gb)).isEqualTo(expected);
        assertThat(imported(gb).remarks().stream().map(Text::en))
                .containsExactly("table.csv is not UTF-8 and was read as GB18030");
    }

    @Test
    void ignoresColumnsOfOthersWithAWord() {
        site();
        AlarmImport handed = imported(utf8("owner,value,condition,tag\nme,12.5,H,T-101.LEVEL\n"));
        assertThat(handed.problems().stream().map(problem -> problem.render(Locale.ENGLISH)))
                .containsExactly(
                        "table.csv:1:1: warning: expected a known column, was 'owner', which is ignored",
                        "table.csv:2:11: warning: expected `reason` / `change` in a row that changes an alarm, was"
                                + " nothing");
        assertThat(handed.change().orElseThrow().difference().changes()).hasSize(1);
    }

    @Test
    void refusesATableWithMistakesWhereTheyStandInIt() {
        site();
        AlarmImport handed = imported(utf8("tag,condition,value\nT-101.LEVEL,H,\"12,9\"\n"));
        assertThat(handed.change()).isEmpty();
        assertThat(handed.problems().stream().map(problem -> problem.render(Locale.ENGLISH)))
                .containsExactly("table.csv:2:15: error: expected a number with a decimal point: 12.9, was '12,9'");
    }

    @Test
    void givesTheReasonToTheRowsThatChangeAlone() {
        site("tag,condition,value,reason,change\nT-101.LEVEL,H,12.5,old,MOC-1\nT-101.LEVEL,L,2.2,old,MOC-1\n");
        AlarmImport handed = AlarmImport.of(
                folder,
                Map.of(),
                "table.csv",
                utf8("tag,condition,value,reason,change\nT-101.LEVEL,H,12.4,old,MOC-1\nT-101.LEVEL,L,2.2,old,MOC-1\n"
                        + "T-101.LEVEL,HH,13.2,own,\n"),
                new AlarmImport.Why("new", "MOC-2"));
        assertThat(handed.problems()).isEmpty();
        assertThat(handed.change().orElseThrow().table().rows().stream()
                        .map(row -> row.condition() + " " + row.cell(AlarmColumn.REASON) + " "
                                + row.cell(AlarmColumn.CHANGE)))
                .containsExactly("H new MOC-2", "L old MOC-1", "HH own MOC-2");
    }

    @Test
    void takesTheTableOfALargeSite() {
        StringBuilder csv = new StringBuilder("tag,metric,unit,interval,deadband,onDelay,LL,L,H,HH\n");
        for (int i = 0; i < 3_000; i++) {
            csv.append("T-").append(i).append(".LEVEL,LEVEL,m,1s,0.03,15s,1.9,2.1,12.9,13.1\n");
        }
        SiteFiles.write(folder, "tags.csv", utf8(csv.toString()));
        long startNs = System.nanoTime();
        Site site = SiteReader.read(folder, Map.of()).site().orElseThrow();
        String out = new String(table(site).csv(AlarmTable.Form.PLAIN, Locale.ENGLISH), StandardCharsets.UTF_8);
        assertThat(out.lines()).hasSize(18_001);
        assertThat(differences(utf8(out.replace("T-77.LEVEL,H,12.9,", "T-77.LEVEL,H,12.5,"))))
                .containsExactly("T-77.LEVEL conditions.H.value 12.9 -> 12.5");
        long tookMs = (System.nanoTime() - startNs) / 1_000_000;
        assertThat(tookMs).isLessThan(60_000);
    }

    // ---- whatever is edited -----------------------------------------------------------------------------------------

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(Integer.getInteger("seeds", 100));
    }

    @Test
    void holdsWhateverWasEdited() {
        AlarmTable original = table(site());
        seeds().forEach(seed -> {
            SiteFiles.write(folder, Map.of("tags.yaml", TAGS));
            try {
                holds(original, seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed=" + seed, e);
            }
        });
    }

    private void holds(AlarmTable original, long seed) {
        Random random = new Random(seed);
        List<AlarmRow> edited = new ArrayList<>(original.rows());
        for (int edits = random.nextInt(8); edits >= 0; edits--) {
            int at = random.nextInt(edited.size());
            edited.set(at, AlarmEdits.edited(edited.get(at), random));
        }
        List<AlarmRow> expected = new ArrayList<>();
        for (int i = 0; i < edited.size(); i++) {
            expected.add(AlarmEdits.effective(edited.get(i), original.rows().get(i)));
        }
        boolean excel = random.nextBoolean();
        byte[] file = new AlarmTable(edited)
                .csv(
                        excel ? AlarmTable.Form.EXCEL : AlarmTable.Form.PLAIN,
                        random.nextBoolean() ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        AlarmImport.Change change = change(file);
        AlarmTable result = table(change.site());
        assertThat(result.rows()).isEqualTo(expected);
        SiteFiles.write(folder, "alarms.csv", change.csv());
        Site read = SiteReader.read(folder, Map.of()).site().orElseThrow();
        assertThat(read).isEqualTo(change.site());
        if (seed % 5 == 0) {
            byte[] again = result.csv(AlarmTable.Form.PLAIN, Locale.ENGLISH);
            assertThat(change(again).difference().changes()).isEmpty();
        }
        assertThat(change.difference().isEmpty()).isEqualTo(expected.equals(original.rows()));
    }
}
