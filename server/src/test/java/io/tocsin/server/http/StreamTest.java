package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Suppressed;
import io.tocsin.alarms.Warning;
import io.tocsin.alarms.kpi.FirstOut;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Priority;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.picture.Marks;
import io.tocsin.server.picture.Values;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those are told who read along, turn by turn. */
class StreamTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    private Path home;

    private final FakeEngine engine = new FakeEngine();
    private SignIn accounts;
    private Stream stream;
    private long nowNs;

    @BeforeEach
    void open() throws Exception {
        accounts = SignIn.open(home, () -> 0);
        stream = new Stream(engine, accounts);
    }

    @AfterEach
    void close() {
        accounts.close();
    }

    /** A reader that understands what it is told as the page does. */
    private static final class Reader implements Stream.Connection {
        private final Session session;
        private final List<String> events = new ArrayList<>();
        private final Map<String, JsonNode> told = new TreeMap<>();
        private final Map<String, JsonNode> alarms = new TreeMap<>();
        private final Map<String, Long> newest = new TreeMap<>();
        private boolean takes = true;
        private boolean closed;

        Reader(Session session) {
            this.session = session;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public Stream.Taken offer(byte[] message) {
            if (!takes) {
                return Stream.Taken.BEHIND;
            }
            for (String event : new String(message, StandardCharsets.UTF_8).split("\n\n", -1)) {
                if (event.isEmpty()) {
                    continue; // behind the last one
                }
                String[] lines = event.split("\n", 2);
                understand(
                        lines[0].substring("event: ".length()),
                        JsonMapper.shared().readTree(lines[1].substring("data: ".length())));
            }
            return Stream.Taken.TAKEN;
        }

        @Override
        public void finish() {
            closed = true;
        }

        private void understand(String event, JsonNode data) {
            events.add(event);
            told.put(event, data);
            switch (event) {
                case "snapshot-start" -> alarms.clear();
                case "removed" -> alarms.remove(data.path("alarmId").asString());
                case "alarms" -> data.forEach(this::alarm);
                default -> {
                    // of no matter here
                }
            }
        }

        private void alarm(JsonNode alarm) {
            String id = alarm.path("alarmId").asString();
            long count = alarm.path("count").asLong();
            assertThat(count).as("no alarm goes back in time").isGreaterThanOrEqualTo(newest.getOrDefault(id, 0L));
            newest.put(id, count);
            if (alarm.path("state").asString().equals("NORMAL")) {
                alarms.remove(id);
            } else {
                alarms.put(id, alarm);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Reader join(Role role) {
        return join(role, Scope.PARK);
    }

    private Reader join(Role role, Scope scope) {
        Reader reader = new Reader(
                accounts.withLink(accounts.newLink("li.wei", role, scope)).orElseThrow());
        assertThat(stream.join(reader)).isTrue();
        return reader;
    }

    private void turn() {
        nowNs += SECOND_NS / 10;
        stream.turn(nowNs);
    }

    @Test
    void beginsWithEverythingInOneBracket() {
        engine.alarms.add(alarm("T-1:H", 1, AlarmState.UNACK_ACTIVE));
        engine.alarms.add(alarm("T-2:H", 1, AlarmState.NORMAL));
        Reader reader = join(Role.OPERATOR);
        turn();
        assertThat(reader.events.subList(0, reader.events.indexOf("snapshot-end") + 1))
                .containsExactly(
                        "snapshot-start",
                        "alarms",
                        "warnings",
                        "windows",
                        "suppressed",
                        "passages",
                        "rejections",
                        "cameras",
                        "snapshot-end");
        assertThat(reader.alarms).containsOnlyKeys("T-1:H");
    }

    @Test
    void aNormalAlarmIsInTheSnapshotWhilePeopleAreNotToldOfItOrHaveSomethingLeftToDo() {
        Handling open = new Handling(Handling.State.HANDLED, true, null, "li.wei", "shut", 1);
        Handling over = new Handling(Handling.State.CLOSED, true, null, "li.wei", "shut", 1);
        Handling idle = new Handling(Handling.State.OPEN, false, null, null, null, 1);
        Suppressed shelved = new Suppressed(
                null, List.of(), null, new Suppressed.Shelf("li.wei", null, "why", 1, 9, false, null), null);
        Suppressed asked =
                new Suppressed(null, List.of(), null, null, new Suppressed.Asked("r-1", "li.wei", "why", 9, false, 5));
        Map<String, AlarmStatus.People> all = Map.of(
                "shelved", people(shelved, null, List.of()),
                "asked", people(asked, null, List.of()),
                "open", people(Suppressed.NOT, open, List.of()),
                "earlier", people(Suppressed.NOT, null, List.of(new AlarmStatus.Unhandled("x", open))),
                "over", people(Suppressed.NOT, over, List.of()),
                "idle", people(Suppressed.NOT, idle, List.of()));
        all.forEach((id, people) -> engine.alarms.add(alarm(id + ":H", 1, AlarmState.NORMAL, people)));
        Reader reader = join(Role.OPERATOR);
        turn();
        assertThat(told(reader, "alarms")
                        .valueStream()
                        .map(alarm -> alarm.path("alarmId").asString()))
                .containsExactlyInAnyOrder("shelved:H", "asked:H", "open:H", "earlier:H");
    }

    private static AlarmStatus.People people(
            Suppressed suppressed, @Nullable Handling handling, List<AlarmStatus.Unhandled> open) {
        return new AlarmStatus.People(suppressed, -1, null, null, 0, handling, open);
    }

    @Test
    void tellsOnceThatTheSiteIsAnother() {
        engine.values = values("first");
        Reader reader = join(Role.OPERATOR);
        turn();
        engine.values = values("second");
        for (int i = 0; i < 30; i++) {
            turn();
        }
        assertThat(reader.events.stream().filter("park"::equals)).hasSize(1);
    }

    private static Values values(String hash) {
        Site.Park park = new Site.Park("p", Text.of("p"), ZoneOffset.UTC);
        Site site = new Site(park, List.of(), List.of(), List.of(), List.of(), Settings.defaults(), hash);
        return new Values(
                site, new double[0], new byte[0], new long[0], new long[0], Map.of(), Long.MIN_VALUE, Long.MIN_VALUE);
    }

    @Test
    void beatsOnceASecond() {
        Reader reader = join(Role.OPERATOR);
        for (int i = 0; i < 30; i++) {
            turn();
        }
        assertThat(reader.events.stream().filter("beat"::equals)).hasSize(3);
    }

    @Test
    void tellsNothingWhereNothingChanged() {
        engine.alarms.add(alarm("T-1:H", 1, AlarmState.UNACK_ACTIVE));
        Reader reader = join(Role.OPERATOR);
        turn();
        int told = reader.events.size();
        turn();
        assertThat(reader.events.subList(told, reader.events.size())).isSubsetOf("beat");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whoeverJoinsWheneverSeesHowThingsStand(int seed) {
        Random random = new Random(seed);
        List<Reader> readers = new ArrayList<>();
        for (int step = 1; step <= 400; step++) {
            change(random, step);
            if (random.nextInt(10) == 0 && readers.size() < 20) {
                readers.add(join(Role.OPERATOR));
            }
            if (random.nextInt(3) > 0) {
                turn();
            }
        }
        turn();
        Map<String, String> board = new TreeMap<>();
        engine.alarms.stream()
                .filter(alarm -> alarm.state() != AlarmState.NORMAL)
                .forEach(alarm -> board.put(alarm.definition().id(), alarm.count() + " " + alarm.state()));
        assertThat(readers).as("seed %d", seed).isNotEmpty().allSatisfy(reader -> {
            Map<String, String> seen = new TreeMap<>();
            reader.alarms.forEach((id, alarm) -> seen.put(
                    id, alarm.path("count").asLong() + " " + alarm.path("state").asString()));
            assertThat(seen).isEqualTo(board);
        });
    }

    private void change(Random random, int step) {
        String id = "T-" + random.nextInt(12) + ":H";
        engine.alarms.removeIf(alarm -> alarm.definition().id().equals(id));
        if (random.nextInt(6) > 0) {
            List<AlarmState> states = List.of(AlarmState.values());
            AlarmState state = states.get(random.nextInt(states.size()));
            engine.alarms.add(alarm(id, step, state));
        }
    }

    @Test
    void anAlarmWhoseMarksChangeIsToldAgain() {
        engine.alarms.add(alarm("T-1:H", 1, AlarmState.UNACK_ACTIVE));
        Reader reader = join(Role.OPERATOR);
        turn();
        assertThat(marks(reader)).isEqualTo("false false null");
        engine.marks.put("T-1:H", new Marks(true, false, new FirstOut("T-1", List.of("T-1:H", "T-2:H"))));
        turn();
        assertThat(marks(reader))
                .isEqualTo("true false {\"certain\":false,\"unit\":\"T-1\",\"candidates\":[\"T-1:H\",\"T-2:H\"]}");
        engine.marks.clear();
        turn();
        assertThat(marks(reader)).isEqualTo("false false null");
    }

    private static String marks(Reader reader) {
        JsonNode alarm = Objects.requireNonNull(reader.alarms.get("T-1:H"));
        return alarm.path("chattering") + " " + alarm.path("longStanding") + " " + alarm.path("firstOut");
    }

    @Test
    void whatPeopleAreNotToldOfIsCountedWheneverItChanges() {
        Reader reader = join(Role.OPERATOR);
        turn();
        assertThat(reader.events).contains("warnings", "windows", "suppressed");
        reader.events.clear();
        turn();
        assertThat(reader.events).doesNotContain("warnings", "windows", "suppressed");
        engine.windows.add(new OpenWindow(
                "w-1",
                new Input.Window(Input.Work.CALIBRATION, "T-1", null, -1),
                9_000,
                "li.wei",
                "due",
                "permit",
                true));
        engine.warnings.add(new Warning(
                "p~PARK:p.1",
                Warning.Subject.PARK,
                "p",
                Warnings.Colour.RED,
                Warnings.Colour.RED,
                List.of("T-1:H"),
                1,
                1));
        turn();
        assertThat(reader.events).contains("warnings", "windows", "suppressed");
        assertThat(told(reader, "suppressed").path("windows").asInt()).isEqualTo(1);
        assertThat(told(reader, "warnings").path(0).path("colour").asString()).isEqualTo("RED");
    }

    private static JsonNode told(Reader reader, String event) {
        JsonNode told = reader.told.get(event);
        assertThat(told).as(event).isNotNull();
        return Objects.requireNonNull(told);
    }

    @Test
    void whoHasSomeEnterprisesIsToldOfTheirsAlone() {
        Reader own = join(Role.OPERATOR, new Scope(List.of("E1"), List.of()));
        turn();
        engine.alarms.add(alarm("T-1:H", 1, AlarmState.UNACK_ACTIVE));
        engine.warnings.add(new Warning(
                "p~PARK:p.1", Warning.Subject.PARK, "p", Warnings.Colour.RED, Warnings.Colour.RED, List.of(), 1, 1));
        turn();
        assertThat(own.alarms).isEmpty();
        assertThat(own.told.get("warnings")).isEmpty();
        Reader all = join(Role.OPERATOR);
        turn();
        assertThat(all.alarms).containsOnlyKeys("T-1:H");
    }

    @Test
    void whoeverDoesNotKeepUpIsSentAwayAndNobodyElse() {
        Reader slow = join(Role.OPERATOR);
        Reader quick = join(Role.OPERATOR);
        turn();
        slow.takes = false;
        engine.alarms.add(alarm("T-1:H", 1, AlarmState.UNACK_ACTIVE));
        turn();
        assertThat(slow.closed).isTrue();
        assertThat(quick.closed).isFalse();
        assertThat(quick.alarms).containsOnlyKeys("T-1:H");
        assertThat(stream.dropped()).isEqualTo(1);
        assertThat(stream.connections()).isEqualTo(1);
    }

    @Test
    void whoSignedOutIsToldSoAndNothingMore() {
        Reader reader = join(Role.OPERATOR);
        turn();
        accounts.end(reader.session().id());
        for (int i = 0; i < 11; i++) {
            turn();
        }
        assertThat(reader.events).endsWith("signed-out");
        assertThat(reader.closed).isTrue();
        assertThat(stream.dropped()).isZero();
    }

    @Test
    void takesOnlySoManyReaders() {
        for (int i = 0; i < Stream.CONNECTIONS_MAX; i++) {
            join(Role.OPERATOR);
        }
        assertThat(stream.join(new Reader(session()))).isFalse();
        turn();
        assertThat(stream.join(new Reader(session()))).isFalse();
    }

    private Session session() {
        return accounts.withLink(accounts.newLink("li.wei", Role.VIEWER)).orElseThrow();
    }

    @Test
    void readsAlongOverTheWireUntilTheServerEnds() throws Exception {
        engine.alarms.add(alarm("T-1:H", 1, AlarmState.UNACK_ACTIVE));
        Session session = session();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            BufferedReader told;
            try (HttpServer server = HttpServer.start("127.0.0.1", 0, engine, accounts)) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                String asked = "GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nCookie: tocsin_" + server.port() + "="
                        + session.id() + "\r\n\r\n";
                socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
                told = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                assertThat(told.readLine()).isEqualTo("HTTP/1.1 200 OK");
                until(told, "event: snapshot-end");
                engine.alarms.add(alarm("T-2:H", 1, AlarmState.UNACK_ACTIVE));
                assertThat(until(told, "data: [{\"alarmId\":\"T-2:H\"")).isNotEmpty();
            }
            assertThat(told.lines()).noneMatch(line -> line.startsWith("event: alarms"));
        }
    }

    private static String until(BufferedReader told, String start) throws Exception {
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("expected " + start + ", was the end");
    }

    private static AlarmStatus alarm(String id, int count, AlarmState state) {
        return alarm(id, count, state, AlarmStatus.People.NONE);
    }

    private static AlarmStatus alarm(String id, int count, AlarmState state, AlarmStatus.People people) {
        Definition definition = new Definition(
                id,
                "PROCESS",
                id.substring(0, id.indexOf(':')),
                "H",
                1,
                "m",
                null,
                null,
                Priority.HIGH,
                AlarmClass.PROCESS,
                null,
                List.of(),
                Text.of(id),
                null);
        return new AlarmStatus(definition, state, id + "." + count, id, count, 1, 1, 1, -1, -1, null, 1, 0, 1, people);
    }
}
