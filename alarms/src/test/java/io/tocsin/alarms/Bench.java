package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine with tags T0, T1, ... on a bench; every sample is good and received at its own time. After each input another
 * engine goes on from a snapshot of the one before, so that every test of an alarm's life is one of snapshots too.
 */
final class Bench {
    private static final int EACH = 100;
    private static final int SELDOM = 1_000;

    final Recorder out = new Recorder();
    private Site site;
    private Engine engine;
    private int requests;
    private int inputs;

    Bench(Site site) {
        this.site = site;
        engine = new Engine(site, out);
    }

    /** A test that says thousands of things is not about each of them. */
    private Bench goOnFromASnapshot() {
        inputs++;
        if (inputs > EACH && inputs % SELDOM != 0) {
            return this;
        }
        byte[] snapshot = engine.snapshot();
        Engine next = new Engine(site, out);
        next.restore(snapshot, engine.lists());
        assertThat(next.snapshot()).isEqualTo(snapshot);
        assertThat(next.statuses()).isEqualTo(engine.statuses());
        engine = next;
        return this;
    }

    /** One tag T with a high limit of 10. */
    static Bench high() {
        return of(Sites.high(Priority.HIGH, false));
    }

    /** The same, latching. */
    static Bench latching() {
        return of(Sites.high(Priority.HIGH, true));
    }

    static Bench of(ConditionSpec... conditions) {
        return new Bench(Sites.site(List.of(), Sites.tag("T", conditions)));
    }

    Engine engine() {
        return engine;
    }

    Bench good(long atMs, double value) {
        return good(0, atMs, value);
    }

    Bench good(int tag, long atMs, double value) {
        engine.sample(tag, atMs, value, 0, atMs);
        return goOnFromASnapshot();
    }

    Bench input(Input input) {
        engine.input(input);
        return goOnFromASnapshot();
    }

    Bench tick(long nowMs) {
        return input(new Input.Tick(nowMs));
    }

    Bench gateway(String id, boolean online, long nowMs) {
        return input(new Input.GatewayStatus(id, online, nowMs, nowMs));
    }

    /** Acknowledges the current occurrence of the alarm that spoke last. */
    Bench acknowledge(String operator, long nowMs) {
        return acknowledge(operator, out.status().occurrenceId(), nowMs);
    }

    Bench acknowledge(String operator, @Nullable String occurrence, long nowMs) {
        return command(Input.Verb.ACKNOWLEDGE, operator, occurrence, nowMs);
    }

    Bench reset(String operator, long nowMs) {
        return command(Input.Verb.RESET, operator, out.status().occurrenceId(), nowMs);
    }

    private Bench command(Input.Verb verb, String operator, @Nullable String occurrence, long nowMs) {
        requests++;
        String alarm = out.status().definition().id();
        return input(command(verb, "request-" + requests, alarm, occurrence, operator, nowMs));
    }

    static Input.Command command(
            Input.Verb verb, String requestId, String alarm, @Nullable String occurrence, String operator, long nowMs) {
        return new Input.Command(
                verb,
                requestId,
                alarm,
                occurrence,
                new Input.Principal(operator, "console", Input.Role.SUPERVISOR),
                null,
                nowMs);
    }

    Bench changeTo(long nowMs, ConditionSpec... conditions) {
        return changeTo(nowMs, Sites.site(List.of(), Sites.tag("T", conditions)));
    }

    Bench changeTo(long nowMs, Tag... tags) {
        return changeTo(nowMs, Sites.site(List.of(), tags));
    }

    Bench changeTo(long nowMs, Site site) {
        this.site = site;
        engine = new Engine(site, engine, nowMs, out);
        return goOnFromASnapshot();
    }
}
