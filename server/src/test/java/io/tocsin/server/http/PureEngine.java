package io.tocsin.server.http;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Engine;
import io.tocsin.alarms.HandOver;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.AlarmMatch;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.Verb;
import io.tocsin.rules.gates.JudgedPassage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The engine itself behind the routes, without a journal: a command is judged when it comes. */
final class PureEngine extends FakeEngine implements AlarmSink {
    static final String ALARM = "LT-1:H";
    private static final Input.Principal BOSS =
            new Input.Principal("boss", "console", Input.Role.SUPERVISOR, List.of(), List.of("room", "other"));

    private final Annunciation annunciation;
    private final Engine engine;
    private @Nullable Reply answer;
    private int prepared;

    PureEngine() throws Exception {
        Site read = configured();
        annunciation = annunciation();
        engine = new Engine(
                new Site(
                        read.park(),
                        read.enterprises(),
                        read.gateways(),
                        read.tanks(),
                        read.tags(),
                        read.ground(),
                        read.closure(),
                        annunciation,
                        read.settings(),
                        read.hash()),
                this);
        nowMs = 1_800_000_000_000L;
        engine.input(new Input.Started(nowMs));
        engine.input(new Input.Drained(nowMs));
        sample(12);
    }

    private static Site configured() throws Exception {
        Path folder = Files.createTempDirectory("site");
        Files.writeString(folder.resolve("park.yaml"), """
                park: {id: p}
                enterprises: [{id: E1, name: One}, {id: E2, name: Two}]
                """);
        Files.writeString(
                folder.resolve("tags.yaml"),
                "tags: [{tag: LT-1, metric: LEVEL, unit: m, enterprise: E1, limits: {H: {value: 10, latching: true}}}]");
        return SiteReader.read(folder, Map.of()).site().orElseThrow();
    }

    private static Annunciation annunciation() {
        AlarmMatch every = AlarmMatch.ANY;
        return new Annunciation(
                List.of(),
                List.of(),
                List.of(
                        new Position("room", Text.of("room"), null, null, List.of()),
                        new Position("other", Text.of("other"), null, null, List.of())),
                List.of(new Annunciation.Responsible(every, "room", List.of())),
                List.of(),
                List.of(),
                new Annunciation.Shelving(28_800_000, 20, 600_000, List.of()),
                Warnings.STANDARD);
    }

    private void sample(double value) {
        long nextMs = nowMs + 1_000;
        nowMs = nextMs;
        engine.sample(0, nextMs, value, 0, nextMs);
    }

    /** Brings the alarm to where a command can be carried out. */
    void ready(Verb verb) {
        switch (verb) {
            case UNSHELVE -> prepare(Verb.SHELVE);
            case UNSUPPRESS -> prepare(Verb.SUPPRESS);
            case RETURN_TO_SERVICE -> prepare(Verb.REMOVE_FROM_SERVICE);
            case CLOSE_WINDOW -> prepare(Verb.OPEN_WINDOW);
            case RESET -> {
                prepare(Verb.ACKNOWLEDGE);
                sample(5);
            }
            case CLOSE -> {
                prepare(Verb.ACKNOWLEDGE);
                prepare(Verb.HANDLE);
                sample(5);
            }
            default -> {}
        }
    }

    private void prepare(Verb verb) {
        prepared++;
        Input.Window window = new Input.Window(Input.Work.CALIBRATION, "LT-1", null, -1);
        Input.Details details = new Input.Details(
                nowMs + 600_000, false, null, "permit", null, verb == Verb.OPEN_WINDOW ? window : null);
        String request = verb == Verb.OPEN_WINDOW ? "w-1" : "p-" + prepared;
        Reply reply = act(new Input.Command(verb, request, ALARM, occurrence(), BOSS, "why", details, nowMs))
                .join();
        if (!reply.accepted()) {
            throw new IllegalStateException("expected " + verb + " to be carried out, was " + reply.reason());
        }
    }

    String occurrence() {
        return engine.statuses().get(0).occurrenceId();
    }

    /** All that stands, but for the answers that were given. */
    synchronized String state() {
        return engine.statuses() + " " + engine.windows() + " " + engine.watches() + " " + engine.warnings();
    }

    @Override
    public synchronized CompletableFuture<Reply> act(Input.Command command) {
        answer = null;
        engine.input(command);
        Reply given = answer;
        return given == null
                ? CompletableFuture.failedFuture(new IllegalStateException("expected an answer, was none"))
                : CompletableFuture.completedFuture(given);
    }

    @Override
    public List<AlarmStatus> alarms() {
        return engine.statuses();
    }

    @Override
    public List<OpenWindow> windows() {
        return engine.windows();
    }

    @Override
    public List<HandOver> watches() {
        return engine.watches();
    }

    @Override
    public Annunciation rules() {
        return annunciation;
    }

    @Override
    public void event(AlarmEvent event, AlarmStatus status) {}

    @Override
    public void missed(AlarmEvent event) {}

    @Override
    public void reply(Reply reply) {
        answer = reply;
    }

    @Override
    public void passage(JudgedPassage passage) {}

    @Override
    public void removed(Definition definition, long recordedTimeMs) {}

    @Override
    public void warning(Warning warning) {}
}
