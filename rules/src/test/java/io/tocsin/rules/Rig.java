package io.tocsin.rules;

import io.tocsin.config.Condition;
import io.tocsin.config.Tag;
import java.util.List;

/** Conditions on a bench, with what they said so far. Unless a test says otherwise a sample is received at its own time. */
final class Rig {
    private Plan plan;
    private Transition.Recorder recorder;
    private Conditions conditions;

    Rig(Tag... tags) {
        plan = new Plan(List.of(tags));
        recorder = new Transition.Recorder(plan);
        conditions = new Conditions(plan, recorder);
    }

    Conditions conditions() {
        return conditions;
    }

    Rig good(long atMs, double value) {
        return sample(0, atMs, value, Quality.GOOD, atMs);
    }

    Rig good(long atMs, double value, long receiveMs) {
        return sample(0, atMs, value, Quality.GOOD, receiveMs);
    }

    Rig uncertain(long atMs, double value) {
        return sample(0, atMs, value, Quality.UNCERTAIN, atMs);
    }

    Rig bad(long atMs) {
        return sample(0, atMs, 0, Quality.BAD, atMs);
    }

    Rig unreadable(long atMs) {
        return sample(0, atMs, Double.NaN, Quality.UNREADABLE, atMs);
    }

    Rig sample(int tag, long atMs, double value, Quality quality, long receiveMs) {
        conditions.sample(tag, atMs, value, quality.code(), receiveMs);
        return this;
    }

    Rig history(long atMs, double value, long receiveMs) {
        conditions.history(0, atMs, value, Quality.GOOD.code(), receiveMs);
        return this;
    }

    Rig tick(long nowMs) {
        conditions.tick(nowMs);
        return this;
    }

    Rig started(long nowMs) {
        conditions.started(nowMs);
        return this;
    }

    Rig drained(long nowMs) {
        conditions.drained(nowMs);
        return this;
    }

    /** A changed configuration takes over; what was said before stays written. */
    Rig changeTo(Tag... tags) {
        Plan newPlan = new Plan(List.of(tags));
        Transition.Recorder next = new Transition.Recorder(newPlan);
        next.seen.addAll(recorder.seen);
        Conditions changed = new Conditions(newPlan, next);
        changed.adopt(conditions);
        plan = newPlan;
        recorder = next;
        conditions = changed;
        return this;
    }

    boolean isActive(Condition condition) {
        return conditions.isActive(plan.slot(0, condition));
    }

    List<Transition> transitions() {
        return recorder.seen;
    }

    Transition last() {
        return recorder.seen.get(recorder.seen.size() - 1);
    }

    /** As {@code H RAISED 1000}. */
    List<String> said() {
        return recorder.seen.stream().map(Transition::brief).toList();
    }
}
