package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static final String TAGS = "tags: [{tag: A, limits: {H: \"${T101_H:12.9}\"}}]\n";

    @TempDir
    Path folder;

    private SiteReader.Result read(String tags, String settings, Map<String, String> environment) {
        return SiteFiles.read(folder, Map.of("tags.yaml", tags, "tocsin.yaml", settings), environment);
    }

    private Settings settings(String settings, Map<String, String> environment) {
        return read(TAGS, settings, environment).site().orElseThrow().settings();
    }

    private static double high(SiteReader.Result result) {
        Tag tag = result.site().orElseThrow().tags().get(0);
        return ((ConditionSpec.Limit) SiteFiles.condition(tag, Condition.H)).value();
    }

    @Test
    void putsSettingsOfTheEnvironmentBeforeThoseOfTheFile() {
        Map<String, String> environment = Map.of(
                "TOCSIN_MQTT__URL", "tcp://broker:1884",
                "TOCSIN_MQTT__CLIENT_ID", "standby",
                "TOCSIN_MQTT__PASSWORD", "a${b}c",
                "TOCSIN_HTTP__PORT", "0",
                "TOCSIN_INGEST__MAX_SAMPLES_PER_MESSAGE", "7",
                "TOCSIN_JOURNAL__SEGMENT_SIZE", "1MiB",
                "TOCSIN_RETENTION__HISTORY", "500d",
                "TOCSIN_HOME", "/data");
        Settings settings = settings("mqtt: {url: 'tcp://a:1', user: u}\n", environment);
        assertThat(settings.mqtt()).isEqualTo(new Settings.Mqtt("tcp://broker:1884", "standby", "u", "a${b}c"));
        assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 0));
        assertThat(settings.ingest().maxSamplesPerMessage()).isEqualTo(7);
        assertThat(settings.journal().segmentBytes()).isEqualTo(1 << 20);
        assertThat(settings.retention().historyMs()).isEqualTo(500L * 86_400_000);
    }

    @Test
    void takesOverridesWithoutAFile() {
        SiteReader.Result result =
                SiteFiles.read(folder, Map.of("tags.yaml", TAGS), Map.of("TOCSIN_KAFKA__BOOTSTRAP", "embedded"));
        assertThat(result.site().orElseThrow().settings().kafka().bootstrap()).isEqualTo("embedded");
    }

    @Test
    void putsVariablesIntoNumbersAndTexts() {
        assertThat(high(read(TAGS, "", Map.of()))).isEqualTo(12.9);
        assertThat(high(read(TAGS, "", Map.of("T101_H", "13")))).isEqualTo(13);
        Settings settings = settings(
                "mqtt: {url: 'tcp://${HOST:127.0.0.1}:${PORT:1883}', user: '${env:USER_NAME}'}\n"
                        + "http: {port: \"${HTTP:1}\"}\n",
                Map.of("HOST", "broker", "USER_NAME", "engine", "HTTP", "99"));
        assertThat(settings.mqtt().url()).isEqualTo("tcp://broker:1883");
        assertThat(settings.mqtt().user()).isEqualTo("engine");
        assertThat(settings.http().port()).isEqualTo(99);
    }

    @Test
    void readsSecretsFromFilesWithoutTheirLastLineEnd() {
        SiteFiles.write(folder, "secret", "s3cret\n".getBytes(StandardCharsets.UTF_8));
        String file = folder.resolve("secret").toAbsolutePath().toString().replace('\\', '/');
        assertThat(settings("mqtt: {user: u, password: '${file:" + file + "}'}\n", Map.of())
                        .mqtt()
                        .password())
                .isEqualTo("s3cret");
    }

    @Test
    void tellsNoSecret() {
        String wrong = "mqtt: {password: 12345, url: '${SECRET}'}\nhttp: {port: '${SECRET}'}\n";
        SiteReader.Result result = read(TAGS, wrong, Map.of("SECRET", "s3cret"));
        assertThat(result.problems()).hasSize(3).allSatisfy(problem -> {
            for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
                assertThat(problem.render(locale)).doesNotContain("s3cret").doesNotContain("12345");
            }
        });
        assertThat(Settings.defaults().mqtt().toString()).contains("password=***");
    }

    @Test
    void tellsNoSecretOfATarget() {
        String target = "targets: [{id: hook, kind: webhook, url: 'https://h.example/k3y', secret: '%s'},"
                + " {id: mail, kind: email, url: 'smtp://m.example', user: u, password: '%s',"
                + " sender: a@b.example, recipients: [a@b.example]}]\n";
        Site before = read(TAGS, String.format(target, "s3cret-s3cret-s3cret", "pa55"), Map.of())
                .site()
                .orElseThrow();
        Site after = read(
                        TAGS, String.format(target.replace("k3y", "k3y2"), "s3cret-another-s3cret", "pa55-2"), Map.of())
                .site()
                .orElseThrow();
        assertThat(before.settings().targets()).hasSize(2);
        for (String shown : new String[] {
            before.settings().toString(),
            SiteDifference.of(before, after).toString(),
            SiteDifference.of(SiteFiles.tags(folder.resolve("none"), TAGS.replace("\"${T101_H:12.9}\"", "1")), after)
                    .toString()
        }) {
            assertThat(shown).doesNotContain("s3cret").doesNotContain("pa55").doesNotContain("k3y");
        }
        assertThat(SiteDifference.of(before, after).changes())
                .extracting(change -> change.what() + "." + change.field())
                .containsExactly("target.url", "target.secret", "target.mail.password");
        assertThat(SiteDifference.of(before, after).atNextStart().isEmpty()).isTrue();
    }

    @Test
    void hashesTheBytesOfItsFiles() {
        String plain = "tags: [{tag: A}]\n";
        String hash = read(plain, "", Map.of()).site().orElseThrow().hash();
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(read(plain, "", Map.of("HOME", "/root", "TOCSIN_HTTP__PORT", "1"))
                        .site()
                        .orElseThrow()
                        .hash())
                .isEqualTo(hash);
        assertThat(read(plain.replace("\n", "\r\n"), "", Map.of())
                        .site()
                        .orElseThrow()
                        .hash())
                .isNotEqualTo(hash);
        assertThat(read(plain, "# comment\n", Map.of()).site().orElseThrow().hash())
                .isNotEqualTo(hash);
    }

    @Test
    void hashesAndArchivesTheVariablesThatDecide() {
        SiteReader.Result otherwise = read(TAGS, "", Map.of());
        SiteReader.Result set = read(TAGS, "", Map.of("T101_H", "13", "TOCSIN_INGEST__MAX_SKEW", "5s"));
        assertThat(otherwise.texts()).containsOnlyKeys("tags.yaml", "tocsin.yaml");
        assertThat(set.texts()).containsOnlyKeys("tags.yaml", "tocsin.yaml", "environment");
        assertThat(set.texts().get("environment"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("T101_H=13\nTOCSIN_INGEST__MAX_SKEW=5s\n");
        assertThat(set.site().orElseThrow().hash())
                .isNotEqualTo(otherwise.site().orElseThrow().hash());
    }

    @Test
    void readsAnArchivedSiteAsItWas(@TempDir Path archive) {
        String settings = "mqtt: {user: '${MQTT_USER}', password: '${file:/run/secrets/no-such-file}'}\n"
                + "http: {port: '${PORT}'}\ningest: {maxNesting: '${NESTING}'}\n";
        SiteReader.Result live = read(
                TAGS,
                settings.replaceAll(", password: '[^']*'", ""),
                Map.of(
                        "T101_H",
                        "13",
                        "MQTT_USER",
                        "secret",
                        "PORT",
                        "99",
                        "NESTING",
                        "9",
                        "TOCSIN_INGEST__MAX_SKEW",
                        "5s"));
        live.texts().forEach((name, bytes) -> SiteFiles.write(archive, name, bytes));
        SiteReader.Result archived = SiteReader.readArchived(archive);
        Site was = live.site().orElseThrow();
        Site is = archived.site().orElseThrow(() -> new AssertionError(SiteFiles.rendered(archived)));
        assertThat(is.hash()).isEqualTo(was.hash());
        assertThat(is.tags()).isEqualTo(was.tags());
        assertThat(is.settings().ingest()).isEqualTo(was.settings().ingest());
        assertThat(is.settings().mqtt()).isEqualTo(Settings.defaults().mqtt());
        assertThat(live.texts().values())
                .noneSatisfy(bytes ->
                        assertThat(bytes).asString(StandardCharsets.UTF_8).contains("secret\n"));
    }

    @Test
    void archivesValuesOfSeveralLines() {
        Map<String, String> variables = Map.of("A", "1\n2\\n\r", "B", "x=y");
        assertThat(Archive.read(Archive.write(new TreeMap<>(variables)))).isEqualTo(variables);
    }

    @Test
    void readsUtf8OnlyAndSaysWhereItEnds() {
        byte[] gbk = {'t', 'a', 'g', 's', ':', '\n', '#', ' ', (byte) 0xB0, (byte) 0xB2, '\n'};
        SiteFiles.write(folder, "tags.yaml", gbk);
        assertThat(SiteFiles.rendered(SiteReader.read(folder, Map.of())))
                .containsExactly("tags.yaml:2:3: error: expected text in UTF-8, was another encoding");
    }

    @Test
    void readsPastAByteOrderMark() {
        assertThat(SiteFiles.tags(folder, "\uFEFFtags: [{tag: A}]\n").tags()).hasSize(1);
    }

    @Test
    void saysThatAFolderCannotBeRead() {
        SiteReader.Result result = SiteReader.read(folder.resolve("nowhere"), Map.of());
        assertThat(result.site()).isEmpty();
        assertThat(result.problems()).extracting(Problem::file).containsExactly(".", "tags.yaml");
    }
}
