package io.tocsin.server.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alarms.Engine;
import io.tocsin.config.GateLists;
import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.ingest.Address;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.Quality;
import io.tocsin.rules.composite.Composites;
import io.tocsin.rules.composite.RuleSink;
import io.tocsin.rules.gates.GateRaise;
import io.tocsin.rules.gates.GateRule;
import io.tocsin.rules.gates.GateSink;
import io.tocsin.rules.gates.Gates;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.events.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script through the engine, with conditions, composite rules and gates beside it that hear the very same, and the rules as
 * {@link Naive} reads them on top of those.
 */
final class Play implements Output {
    /** Eight in the morning at the park. */
    static final long START_MS = Instant.parse("2026-07-01T00:00:00Z").toEpochMilli();

    private static final long HEARTBEAT_MS = 10_000;

    private final Site site;
    private final Script script;
    private final Recording recording = new Recording();
    private final Naive naive;
    private final Plan plan;
    private final Conditions conditions;
    private final Composites composites;
    private final Gates gates;
    private final Engine engine;
    private final Decoder decoder;
    private final Map<String, List<Integer>> tags = new LinkedHashMap<>();
    private final Map<String, Long> sequence = new LinkedHashMap<>();
    private final List<Course> courses = new ArrayList<>();
    private int steps;

    private Play(Site site, Script script) {
        this.site = site;
        this.script = script;
        naive = new Naive(site);
        plan = new Plan(site.tags());
        conditions = new Conditions(plan, new Heard());
        composites = new Composites(site.rules(), site.tags(), new Ruled());
        conditions.tell(composites, composites.declared(site.tags().size()));
        gates = new Gates(site.closure(), Play::subject, new Seen());
        engine = new Engine(site, Play::subject, recording);
        decoder = new Decoder(site);
        site.gateways().forEach(gateway -> tags.put(gateway.id(), new ArrayList<>()));
        for (int tag = 0; tag < site.tags().size(); tag++) {
            Tag of = site.tags().get(tag);
            tags.getOrDefault(String.valueOf(of.gateway()), new ArrayList<>()).add(tag);
            Course course = script.courses().get(of.id());
            long everyMs = Math.max(script.calmEveryMs(), of.intervalMs());
            courses.add(course == null ? Calm.course(of).every(everyMs) : course);
        }
    }

    /** What the engine gave, and what the rules say that it had to give. */
    record Outcome(Recording recording, Naive naive) {}

    static Outcome of(Site site, GateLists lists, Script script) {
        Play play = new Play(site, script);
        play.whole(lists);
        return new Outcome(play.recording, play.naive);
    }

    /** What stands for a plate: the plates of the demonstration are nobody's. */
    private static String subject(String plate) {
        return plate.replaceAll("[^A-Z0-9]", "");
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    private void whole(GateLists lists) {
        input(new Input.Started(START_MS));
        input(new Input.GateListsChanged(lists, START_MS));
        input(new Input.Drained(START_MS));
        List<Script.Act> acts = new ArrayList<>(script.acts());
        for (long ms = 0; ms <= script.lengthMs(); ms += 1_000) {
            while (!acts.isEmpty() && acts.get(0).atMs() <= ms) {
                Script.Act act = acts.remove(0);
                tickUntil(START_MS + act.atMs());
                act(act);
            }
            tickUntil(START_MS + ms);
            for (Site.Gateway gateway : site.gateways()) {
                if (!script.isDark(gateway.id(), ms)) {
                    speak(gateway, ms);
                }
            }
        }
        tickUntil(START_MS + script.lengthMs());
    }

    private void tickUntil(long timeMs) {
        while (engine.nextDueMs() <= timeMs) {
            input(new Input.Tick(engine.nextDueMs()));
        }
    }

    private void step(long nowMs, Runnable both) {
        steps++;
        recording.begin(steps, nowMs);
        naive.begin(steps, nowMs);
        both.run();
        naive.end();
        recording.end();
    }

    private void input(Input input) {
        step(input.receiveTimeMs(), () -> {
            beside(input);
            engine.input(input);
        });
    }

    private void beside(Input input) {
        long nowMs = input.receiveTimeMs();
        if (input instanceof Input.Started) {
            conditions.started(nowMs);
            composites.started(nowMs);
            gates.started(nowMs);
        } else if (input instanceof Input.Drained) {
            composites.drained();
            conditions.drained(nowMs);
            gates.drained(nowMs);
            naive.drained();
        } else {
            conditions.tick(nowMs);
            gates.tick(nowMs);
        }
        if (input instanceof Input.GateListsChanged changed) {
            gates.lists(changed.lists(), nowMs);
        } else if (input instanceof Input.Passage passage) {
            gates.passage(passage);
        } else if (input instanceof Input.GatewayStatus status) {
            naive.status(status.gateway(), status.online());
        } else if (input instanceof Input.GatewayFault fault) {
            naive.change("gateway:" + fault.gateway() + ":" + fault.fault(), fault.standing(), nowMs);
        }
    }

    // ---- what the field says ----------------------------------------------------------------------------------------

    private void speak(Site.Gateway gateway, long ms) {
        List<Integer> due = tags.getOrDefault(gateway.id(), List.of()).stream()
                .filter(tag -> courses.get(tag).isDue(ms))
                .toList();
        if (due.isEmpty() && ms % HEARTBEAT_MS != 0) {
            return;
        }
        long nowMs = START_MS + ms;
        if (script.isDecoded()) {
            String topic = "park/" + site.park().id() + "/" + gateway.enterprise() + "/" + gateway.id() + "/telemetry";
            decode(topic, payload(gateway, due, ms), nowMs);
            return;
        }
        alive(gateway.id(), nowMs);
        for (int tag : due) {
            Course course = courses.get(tag);
            sample(tag, nowMs, course.value(ms), course.quality(ms), nowMs);
        }
    }

    private String payload(Site.Gateway gateway, List<Integer> due, long ms) {
        List<String> values = new ArrayList<>();
        for (int tag : due) {
            Course course = courses.get(tag);
            String quality = Quality.isUsable(course.quality(ms)) ? "" : ",\"q\":\"BAD\"";
            values.add("{\"tag\":\"" + course.tag() + "\",\"v\":" + Json.number(course.value(ms)) + quality + "}");
        }
        long seq = sequence.merge(gateway.id(), 1L, Long::sum);
        long stampMs = START_MS + ms + script.offsetMs(gateway.id(), ms);
        return "{\"seq\":" + seq + ",\"session\":\"a\",\"ts\":" + stampMs + ",\"values\":[" + String.join(",", values)
                + "]}";
    }

    private void decode(String topic, String payload, long nowMs) {
        int most = site.settings().ingest().maxPayloadBytes();
        decoder.decode(Arrival.of(topic, payload.getBytes(UTF_8), false, most, nowMs), this);
    }

    private void act(Script.Act act) {
        long nowMs = START_MS + act.atMs();
        if (act instanceof Script.Status status) {
            input(new Input.GatewayStatus(status.gateway(), status.online(), nowMs, nowMs));
        } else if (act instanceof Script.Passing passing) {
            input(passing.passage());
        } else if (act instanceof Script.Message message) {
            decode(message.topic(), message.payload(), nowMs);
        } else if (act instanceof Script.Backfill backfill) {
            backfill(backfill, nowMs);
        }
    }

    private void backfill(Script.Backfill backfill, long nowMs) {
        alive(backfill.gateway(), nowMs);
        for (long ms = backfill.fromMs(); ms < backfill.toMs(); ms += 1_000) {
            for (int tag : tags.getOrDefault(backfill.gateway(), List.of())) {
                Course course = courses.get(tag);
                if (course.isDue(ms)) {
                    history(tag, START_MS + ms, course.value(ms), course.quality(ms), nowMs);
                }
            }
        }
    }

    private void alive(String gateway, long nowMs) {
        step(nowMs, () -> {
            conditions.tick(nowMs);
            naive.heard(gateway);
            engine.heard(gateway, nowMs);
        });
    }

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        step(receiveMs, () -> {
            gates.tick(receiveMs);
            conditions.sample(tag, effectiveMs, value, quality, receiveMs);
            engine.sample(tag, effectiveMs, value, quality, receiveMs);
        });
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        step(receiveMs, () -> {
            gates.tick(receiveMs);
            conditions.history(tag, eventMs, value, quality, receiveMs);
            engine.history(tag, eventMs, value, quality, receiveMs);
        });
    }

    @Override
    public void message(Envelope envelope) {
        alive(envelope.source().gateway(), envelope.receiveMs());
    }

    @Override
    public void refused(Address source, long receiveMs) {
        alive(source.gateway(), receiveMs);
    }

    @Override
    public void gatewayStatus(GatewayStatus status) {
        input(new Input.GatewayStatus(
                status.source().gateway(), status.online(), status.eventMs(), status.receiveMs()));
    }

    @Override
    public void clockFault(ClockFault fault) {
        input(new Input.GatewayFault(fault.source().gateway(), fault.fault(), fault.standing(), fault.receiveMs()));
    }

    @Override
    public void passage(Input.Passage passage) {
        input(passage);
    }

    @Override
    public void cameraEvent(Input.CameraEvent event) {
        throw new AssertionError("expected no key-site camera to say anything, was " + event);
    }

    @Override
    public void rejected(Rejection rejection) {
        recording.rejected(rejection);
    }

    // ---- what stands beside the engine ------------------------------------------------------------------------------

    private final class Heard implements ConditionSink {
        @Override
        public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
            naive.change(id(slot), true, timeMs);
        }

        @Override
        public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
            naive.change(id(slot), false, timeMs);
        }

        @Override
        public void heldBack(int slot, long onsetMs, long untilMs) {
            recording.heldBack(untilMs - onsetMs);
        }

        @Override
        public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
            // The engine's own word of it is looked at.
        }

        private String id(int slot) {
            return plan.tag(slot).id() + ":" + plan.condition(slot);
        }
    }

    private final class Ruled implements RuleSink {
        @Override
        public void raised(int rule, long timeMs, long onsetMs, double measure) {
            tell(site.rules().get(rule), true, timeMs);
        }

        @Override
        public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
            tell(site.rules().get(rule), false, timeMs);
        }

        private void tell(Rule rule, boolean holds, long timeMs) {
            naive.holds(rule.id(), holds);
            if (rule.alarm() != null) {
                naive.change(rule.alarmId(), holds, timeMs);
            }
        }
    }

    private final class Seen implements GateSink {
        @Override
        public void passage(JudgedPassage passage) {
            // The engine's own word of it is looked at.
        }

        @Override
        public void raised(GateRaise raise) {
            naive.change(raise.rule().alarmId(raise.subject()), true, raise.timeMs());
        }

        @Override
        public void cleared(GateRule rule, String subject, long timeMs) {
            naive.change(rule.alarmId(subject), false, timeMs);
        }
    }
}
