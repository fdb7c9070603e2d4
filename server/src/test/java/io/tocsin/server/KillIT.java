package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.TopicReader.Told;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.live.EngineListener;
import io.tocsin.server.live.LiveEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at seeded moments, with the publisher's record of acknowledgements as the oracle. The short form runs in every
 * build; {@code -Dtocsin.kills=45 -Dtocsin.messages=600000} is the long one, {@code -Dtocsin.seed=N} repeats a run.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("tocsin.kills", 3);
    private static final long MESSAGES = Long.getLong("tocsin.messages", 4_000);
    private static final long SEED = Long.getLong("tocsin.seed", System.nanoTime());
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);
    private static final long CYCLE_S = 4;
    private static final int RATE_MIN = 400;
    /** Samples of an analyser are live until they are hours old. */
    private static final long AGO_MS = 2 * 3_600_000 + 1_800_000;
    /** LT-4 has a delay, so that timers and their ticks are part of the journal too. */
    private static final String TAGS = """
            tags:
              - {tag: LT-1, metric: WATER, enterprise: e1, deadband: 1, limits: {H: 10}}
              - {tag: LT-2, metric: WATER, enterprise: e1, deadband: 1, limits: {H: 10}}
              - {tag: LT-3, metric: WATER, enterprise: e1, deadband: 1, limits: {H: 10}}
              - {tag: LT-4, metric: WATER, enterprise: e1, deadband: 1, limits: {H: {value: 10, onDelay: 20ms}}}
            """;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private House house;
    private Path site;
    private Path home;
    private Path engine;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder);
        site = SiteFolder.write(folder.resolve("site"), TAGS);
        home = folder.resolve("home");
        engine = home.resolve("engine");
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Snapshots come often, so that kills fall between them and into them. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(house.environment());
        environment.put("TOCSIN_JOURNAL__SNAPSHOT_EVERY", "1s");
        return environment;
    }

    private EngineProcess engine() throws Exception {
        return EngineProcess.start(
                folder.resolve("errors"),
                environment(),
                "run",
                "--site",
                site.toString(),
                "--home",
                home.toString(),
                "--http-port",
                "0");
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsToldTwiceInTwoWays() throws Exception {
        System.out.println("seed=" + SEED + " kills=" + KILLS + " messages=" + MESSAGES);
        int rate = (int) Math.max(RATE_MIN, MESSAGES / (KILLS * CYCLE_S));
        long firstMs = System.currentTimeMillis() - AGO_MS;
        try (NumberedPublisher publisher = new NumberedPublisher(house.mqttUrl(), random.split(), firstMs, rate)) {
            publishUnderFire(publisher);
            List<Told> told = stopDrained(publisher);
            everyAcknowledgedMessageIsInTheJournal(publisher);
            List<LoggedEvent> logged = log(engine);
            noIdHasTwoContents(told);
            same("events in Kafka", distinct(told), texts(events(logged)));
            transitionsAreThoseOfTheJournal(events(logged));
            anUndisturbedRunSaysTheSame(logged);
            System.out.println("published=" + publisher.published() + " events="
                    + events(logged).size() + " told=" + told.size());
        }
    }

    private void publishUnderFire(NumberedPublisher publisher) throws Exception {
        try (EngineProcess first = engine()) {
            // A broker keeps nothing for a session that it has never seen.
            Web web = first.web();
            await().atMost(DRAINED_WITHIN).until(() -> web.metric("tocsin_link_up{link=\"mqtt\"}") == 1);
            publisher.start();
            first.letWork(random.nextLong(2_000));
        }
        for (int kill = 1; kill < KILLS; kill++) {
            try (EngineProcess next = engine()) {
                // Some die at work, some while they start and recover.
                if (random.nextInt(3) > 0) {
                    next.awaitReady();
                }
                next.letWork(random.nextLong(1_500));
            }
        }
    }

    /** The last engine takes in all that is left, is stopped, and is started once more. */
    private List<Told> stopDrained(NumberedPublisher publisher) throws Exception {
        try (TopicReader events = house.reader(House.EVENTS)) {
            try (EngineProcess last = engine()) {
                Web web = last.web();
                await().atMost(DRAINED_WITHIN.plusSeconds(MESSAGES / RATE_MIN))
                        .until(() -> publisher.published() >= MESSAGES);
                publisher.finish();
                awaitDrained(web, publisher);
                assertThat(last.terminate(10)).as("exit code after SIGTERM").isZero();
            }
            long inputs = records(engine.resolve("journal"));
            try (EngineProcess again = engine()) {
                assertThat(again.awaitReady()).contains("(recovered " + inputs + " inputs, 0 of them read again)");
                Web web = again.web();
                assertThat(web.metric("tocsin_snapshot_record")).isGreaterThanOrEqualTo((double) inputs);
                await().atMost(DRAINED_WITHIN).until(() -> again.web().metric("tocsin_kafka_lag_records") == 0);
                assertThat(again.terminate(10)).isZero();
                assertThat(again.errors()).doesNotContain("\tat ");
            }
            await().atMost(DRAINED_WITHIN).until(() -> {
                int before = events.all().size();
                return before > 0
                        && events.all().size() == before
                        && distinct(events.all()).size() == loggedEvents();
            });
            return List.copyOf(events.all());
        }
    }

    private void awaitDrained(Web web, NumberedPublisher publisher) {
        String newest = publisher.acknowledged().get(publisher.acknowledged().size() - 1);
        await().atMost(DRAINED_WITHIN).pollInterval(Duration.ofMillis(200)).until(() -> isJournaled(newest));
        await().atMost(DRAINED_WITHIN)
                .until(() -> web.metric("tocsin_kafka_lag_records") == 0 && web.metric("tocsin_intake_queued") == 0);
    }

    private boolean isJournaled(String payload) throws Exception {
        return messages().contains(payload);
    }

    private Set<String> messages() throws Exception {
        Set<String> payloads = new LinkedHashSet<>();
        try (JournalReader reader = Journal.read(engine.resolve("journal"), 1)) {
            while (reader.next()) {
                if (reader.record().keyText().equals(NumberedPublisher.TOPIC)) {
                    payloads.add(new String(reader.record().payload(), UTF_8));
                }
            }
        }
        return payloads;
    }

    private static long records(Path journal) throws Exception {
        long records = 0;
        try (JournalReader reader = Journal.read(journal, 1)) {
            while (reader.next()) {
                records++;
            }
        }
        return records;
    }

    private static List<LoggedEvent> log(Path engine) throws Exception {
        List<LoggedEvent> logged = new ArrayList<>();
        try (JournalReader reader = Journal.read(engine.resolve("events"), 1)) {
            while (reader.next()) {
                logged.add(LoggedEvent.of(reader.record()));
            }
        }
        return logged;
    }

    private static List<LoggedEvent> events(List<LoggedEvent> logged) {
        return logged.stream()
                .filter(event -> event.kind() == LoggedEvent.Kind.EVENT)
                .toList();
    }

    private long loggedEvents() throws Exception {
        return events(log(engine)).size();
    }

    private void everyAcknowledgedMessageIsInTheJournal(NumberedPublisher publisher) throws Exception {
        Set<String> missing = new LinkedHashSet<>(publisher.acknowledged());
        assertThat(missing).hasSize((int) publisher.published());
        missing.removeAll(messages());
        assertThat(missing.stream().limit(5))
                .as("acknowledged, and not in the journal")
                .isEmpty();
    }

    private static void noIdHasTwoContents(List<Told> told) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (Told each : told) {
            String content = new String(each.bytes(), UTF_8);
            assertThat(contents.merge(each.id(), content, (first, second) -> first))
                    .as(each.id())
                    .isEqualTo(content);
        }
    }

    /** What is left when repeats are dropped, as a consumer does. */
    private static List<String> distinct(List<Told> told) {
        Map<String, String> first = new LinkedHashMap<>();
        told.forEach(each -> first.putIfAbsent(each.id(), new String(each.bytes(), UTF_8)));
        return List.copyOf(first.values());
    }

    private static List<String> texts(List<LoggedEvent> logged) {
        return logged.stream().map(event -> new String(event.value(), UTF_8)).toList();
    }

    private static List<String> ids(List<LoggedEvent> logged) {
        return logged.stream().map(event -> event.kind() + " " + event.id()).toList();
    }

    /**
     * What follows from the messages in the order in which the broker gave them to the engine. It is nearly always the
     * order in which they were published; where the broker let one overtake another after a kill, the overtaken one is late.
     */
    private void transitionsAreThoseOfTheJournal(List<LoggedEvent> events) throws Exception {
        List<NumberedPublisher.Expected> was = events.stream()
                .filter(event -> !event.key().equals("LT-4:H"))
                .map(KillIT::expected)
                .toList();
        NumberedPublisher.Pattern pattern = new NumberedPublisher.Pattern();
        messages().forEach(pattern::follow);
        System.out.println("overtaken=" + pattern.overtaken());
        same("transitions", was, pattern.expected());
    }

    /** Equal lists; of long ones only the place where they part is told. */
    private static <T> void same(String what, List<T> was, List<T> expected) {
        for (int i = 0; i < Math.min(was.size(), expected.size()); i++) {
            assertThat(was.get(i))
                    .as("%s, number %d of %d", what, i, expected.size())
                    .isEqualTo(expected.get(i));
        }
        assertThat(was.size()).as(what).isEqualTo(expected.size());
    }

    private static NumberedPublisher.Expected expected(LoggedEvent event) {
        String type = event.type().substring("io.tocsin.alarm.".length()).toUpperCase(java.util.Locale.ROOT);
        return new NumberedPublisher.Expected(event.key(), type, event.timeMs());
    }

    /** The same journal, walked through once by an engine that was never disturbed. */
    private void anUndisturbedRunSaysTheSame(List<LoggedEvent> logged) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        copy(engine.resolve("journal"), undisturbed.resolve("journal"));
        copy(engine.resolve("configurations"), undisturbed.resolve("configurations"));
        Files.copy(engine.resolve("format"), undisturbed.resolve("format"));
        LiveEngine.Options options = new LiveEngine.Options(undisturbed, false, 64 << 20);
        LiveEngine.open(options, System::currentTimeMillis, new Deaf()).close();
        List<LoggedEvent> again = log(undisturbed);
        same("ids", ids(again), ids(logged));
        same("bytes", texts(again), texts(logged));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file));
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
    }

    private static final class Deaf implements EngineListener {
        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {}
    }
}
