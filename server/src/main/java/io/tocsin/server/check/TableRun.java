package io.tocsin.server.check;

import io.tocsin.config.TableTest;
import io.tocsin.config.TableTest.Drained;
import io.tocsin.config.TableTest.Input;
import io.tocsin.config.TableTest.Sample;
import io.tocsin.config.TableTest.Started;
import io.tocsin.config.TableTest.State;
import io.tocsin.config.TableTest.Tick;
import io.tocsin.config.TableTest.Worth;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import io.tocsin.rules.Quality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs a table test through {@link Conditions}, the very code that decides live. Pure. */
public final class TableRun {
    private final TableTest test;
    private final long startMs;
    private final List<Happened> happened = new ArrayList<>();
    private final Conditions conditions;

    private TableRun(TableTest test) {
        this.test = test;
        this.startMs = test.startMs();
        Plan plan = new Plan(test.tags());
        this.conditions = new Conditions(plan, new Recorder(plan));
    }

    public static Outcome of(TableTest test) {
        return new TableRun(test).outcome();
    }

    private Outcome outcome() {
        test.inputs().forEach(this::feed);
        conditions.tick(startMs + test.untilMs());
        // A tag whose clock or link is slow speaks of the past: people read by time, not by the order of the telling.
        happened.sort(Comparator.comparingLong(Happened::atMs));
        return new Outcome(test, Alignment.of(test.expected(), happened), conditions.late(), conditions.historical());
    }

    private void feed(Input input) {
        long arrivesMs = startMs + input.arrivesMs();
        if (input instanceof Sample sample) {
            sample(sample, arrivesMs);
        } else if (input instanceof Tick) {
            conditions.tick(arrivesMs);
        } else if (input instanceof Started) {
            conditions.started(arrivesMs);
        } else if (input instanceof Drained) {
            conditions.drained(arrivesMs);
        }
    }

    private void sample(Sample sample, long arrivesMs) {
        long atMs = startMs + sample.atMs();
        int quality = quality(sample.worth()).code();
        if (sample.historical()) {
            conditions.history(sample.tag(), atMs, sample.value(), quality, arrivesMs);
        } else {
            conditions.sample(sample.tag(), atMs, sample.value(), quality, arrivesMs);
        }
    }

    private static Quality quality(Worth worth) {
        return switch (worth) {
            case GOOD -> Quality.GOOD;
            case UNCERTAIN -> Quality.UNCERTAIN;
            case BAD -> Quality.BAD;
            case UNREADABLE -> Quality.UNREADABLE;
        };
    }

    /** Writes down what the conditions say. */
    private final class Recorder implements ConditionSink {
        private final Plan plan;

        Recorder(Plan plan) {
            this.plan = plan;
        }

        @Override
        public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
            add(slot, State.RAISED, timeMs, onsetMs, value, quality);
        }

        @Override
        public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
            add(slot, State.CLEARED, timeMs, timeMs, value, quality);
        }

        @Override
        public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
            add(slot, State.MISSED, timeMs, onsetMs, value, quality);
        }

        private void add(int slot, State state, long timeMs, long onsetMs, double value, int quality) {
            happened.add(new Happened(
                    timeMs - startMs,
                    plan.tag(slot).id(),
                    plan.condition(slot),
                    state,
                    onsetMs - startMs,
                    value,
                    Quality.ofCode(quality)));
        }
    }
}
