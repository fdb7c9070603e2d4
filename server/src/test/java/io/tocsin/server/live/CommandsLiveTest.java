package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Reply;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Accounts;
import io.tocsin.server.accounts.Principals;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.events.CommandJson;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.events.Operators;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Commands by either way: one outcome, one effect, one record each of who asked and what became of it. */
class CommandsLiveTest {
    @TempDir
    private Path folder;

    private Rig rig;
    private LiveEngine engine;
    private Accounts accounts;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder);
        engine = rig.open();
        engine.drained();
        rig.send(engine, 12);
        accounts = Accounts.open(folder);
        accounts.add("li.wei", Role.OPERATOR, "a long password", 1);
        accounts.add("vera", Role.VIEWER, "a long password", 1);
        accounts.add("elsewhere", Role.OPERATOR, new Scope(List.of("E9"), List.of()), "a long password", 1);
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
    }

    private Operators byAccount() {
        return (operator, via, rules) -> Principals.of(accounts, operator, via, rules);
    }

    private void kafka(String json) throws Exception {
        CompletableFuture<Void> durable = engine.command(json.getBytes(UTF_8), byAccount());
        engine.step();
        durable.join();
    }

    private Reply console(String json, String operator) throws Exception {
        Input.Principal who = Principals.of(accounts, operator, "console", engine.rules());
        CommandJson.Path none = new CommandJson.Path(null, null, null);
        Input.Command command =
                Objects.requireNonNull(CommandJson.parse(json.getBytes(UTF_8), none, who, engine.nowMs())
                        .command());
        CompletableFuture<Reply> answer = engine.act(command);
        engine.step();
        return answer.join();
    }

    private String command(String verb, String requestId, String operator, String more) {
        return "{\"command\":\"" + verb + "\",\"requestId\":\"" + requestId
                + "\",\"alarmId\":\"LT-1:HH\",\"occurrenceId\":\"" + hh().occurrenceId() + "\",\"operator\":\""
                + operator + "\",\"comment\":\"why\"" + more + "}";
    }

    private AlarmStatus hh() {
        return Rig.status(engine, "LT-1:HH");
    }

    private List<ObjectNode> replies() throws Exception {
        return Rig.events(engine).stream()
                .filter(event -> event.kind() == LoggedEvent.Kind.REPLY)
                .map(event -> (ObjectNode) JsonMapper.shared().readTree(event.value()))
                .toList();
    }

    private long transitions() throws Exception {
        return Rig.events(engine).stream()
                .filter(event -> event.kind() == LoggedEvent.Kind.EVENT || event.kind() == LoggedEvent.Kind.STATE)
                .count();
    }

    @Test
    void theSameCommandHasTheSameAnswerByEitherWay() throws Exception {
        for (String verb : List.of("reset", "unshelve", "unsuppress", "assign", "close", "removeFromService")) {
            kafka(command(verb, "k-" + verb, "li.wei", ",\"until\":5"));
            console(command(verb, "c-" + verb, "li.wei", ",\"until\":5"), "li.wei");
            List<ObjectNode> both = replies();
            ObjectNode byKafka = both.get(both.size() - 2);
            ObjectNode byConsole = both.get(both.size() - 1);
            assertThat(byKafka.path("via").asString()).isEqualTo("kafka");
            assertThat(byConsole.path("via").asString()).isEqualTo("console");
            for (ObjectNode reply : List.of(byKafka, byConsole)) {
                reply.remove(List.of("via", "requestId", "time"));
            }
            assertThat(byKafka).isEqualTo(byConsole);
        }
    }

    @Test
    void aRequestHasOneEffectWhicheverWayItComesAgain() throws Exception {
        String comment = command("comment", "r1", "li.wei", "");
        kafka(comment);
        long after = transitions();
        assertThat(console(comment, "li.wei").accepted()).isTrue();
        kafka(comment);
        assertThat(transitions()).isEqualTo(after);
        Reply other = console(command("acknowledge", "r1", "li.wei", ""), "li.wei");
        assertThat(other.reason()).isEqualTo(Reason.REQUEST_ID_TAKEN);
        assertThat(hh().acknowledgedBy()).isNull();
        assertThat(replies()).hasSize(4);
    }

    @Test
    void whoMayNotIsRefusedInTheEventLogAndNothingChanges() throws Exception {
        AlarmStatus before = hh();
        long transitions = transitions();
        kafka(command("acknowledge", "r1", "nobody", ""));
        kafka(command("acknowledge", "r2", "vera", ""));
        kafka(command("acknowledge", "r3", "elsewhere", ""));
        assertThat(console(command("acknowledge", "r4", "vera", ""), "vera").reason())
                .isEqualTo(Reason.ROLE_MISSING);
        kafka("{\"command\":\"acknowledge\",\"requestId\":\"r5\",\"alarmId\":\"LT-1:HH\",\"occurrenceId\":\"late\","
                + "\"operator\":\"li.wei\"}");
        assertThat(replies())
                .extracting(
                        reply -> reply.path("operator").asString(),
                        reply -> reply.path("via").asString(),
                        reply -> reply.path("reason").asString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("nobody", "kafka", "ROLE_MISSING"),
                        org.assertj.core.groups.Tuple.tuple("vera", "kafka", "ROLE_MISSING"),
                        org.assertj.core.groups.Tuple.tuple("elsewhere", "kafka", "OUT_OF_SCOPE"),
                        org.assertj.core.groups.Tuple.tuple("vera", "console", "ROLE_MISSING"),
                        org.assertj.core.groups.Tuple.tuple("li.wei", "kafka", "NOT_CURRENT"));
        assertThat(hh()).isEqualTo(before);
        assertThat(transitions()).isEqualTo(transitions);
    }

    @Test
    void aReplayDecidesAlikeWhateverBecameOfTheAccount() throws Exception {
        kafka(command("acknowledge", "r1", "li.wei", ""));
        accounts.remove("li.wei");
        kafka(command("comment", "r2", "li.wei", ""));
        kafka("{\"command\":\"dance\",\"requestId\":\"r3\"}");
        String state = Rig.state(engine);
        List<JsonNode> said = List.copyOf(replies());
        engine.close();
        engine = rig.recover();
        assertThat(Rig.state(engine)).isEqualTo(state);
        assertThat(hh().acknowledgedBy()).isEqualTo("li.wei");
        assertThat(replies()).isEqualTo(said);
        assertThat(said)
                .extracting(reply -> reply.path("reason").asString(""))
                .containsExactly("", "ROLE_MISSING", "NOT_UNDERSTOOD");
    }

    @Test
    void aWindowIsSeenWhenItsAnswerIsGivenAndAfterARestart() throws Exception {
        accounts.role("li.wei", Role.SUPERVISOR, 2);
        Reply reply = console(
                "{\"command\":\"openWindow\",\"requestId\":\"w1\",\"comment\":\"calibration\",\"authorisation\":\"permit 7\","
                        + "\"until\":" + (rig.nowMs.get() + 60_000)
                        + ",\"window\":{\"work\":\"CALIBRATION\",\"tag\":\"LT-1\"}}",
                "li.wei");
        assertThat(reply.reason()).isNull();
        assertThat(engine.windows()).singleElement().satisfies(window -> {
            assertThat(window.id()).isEqualTo("w1");
            assertThat(window.begun()).isTrue();
        });
        engine.stopThreads();
        engine.close();
        engine = rig.recover();
        assertThat(engine.windows()).hasSize(1);
        assertThat(hh().people().suppressed().byDesign()).contains("window:w1");
    }
}
