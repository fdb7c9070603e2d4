package io.tocsin.server.check;

import io.tocsin.config.Rule;
import io.tocsin.config.TableTest;
import io.tocsin.config.TableTest.Drained;
import io.tocsin.config.TableTest.Input;
import io.tocsin.config.TableTest.Sample;
import io.tocsin.config.TableTest.Started;
import io.tocsin.config.TableTest.State;
import io.tocsin.config.TableTest.Tick;
import io.tocsin.config.TableTest.Worth;
import io.tocsin.config.Tag;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import io.tocsin.rules.Quality;
import io.tocsin.rules.composite.Composites;
import io.tocsin.rules.composite.RuleSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs a table test through {@link Conditions} and {@link Composites}, the very code that decides live. Pure. */
public final class TableRun {
    private final TableTest test;
    private final long startMs;
    private final List<Happened> happened = new ArrayList<>();
    private final Conditions conditions;
    private final Composites composites;

    private TableRun(TableTest test) {
        this.test = test;
        this.startMs = test.startMs();
        List<Tag> tags = new ArrayList<>(test.tags());
        tags.addAll(test.silent());
        Plan plan = new Plan(tags);
        this.conditions = new Conditions(plan, new OfTags(plan));
        this.composites = new Composites(test.rules(), tags, new OfRules());
        conditions.tell(composites, composites.declared(tags.size()));
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
            composites.started(arrivesMs);
        } else if (input instanceof Drained) {
            composites.drained();
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

    /** Writes down what the conditions say of the tags that are compared: they come first. */
    private final class OfTags implements ConditionSink {
        private final Plan plan;

        OfTags(Plan plan) {
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
            if (plan.tagIndex(slot) < test.tags().size()) {
                String alarm = plan.tag(slot).id() + ":" + plan.condition(slot);
                happened.add(new Happened(
                        timeMs - startMs, alarm, state, onsetMs - startMs, value, Quality.ofCode(quality)));
            }
        }
    }

    /** Writes down what those rules say that ring. */
    private final class OfRules implements RuleSink {
        @Override
        public void raised(int rule, long timeMs, long onsetMs, double measure) {
            add(rule, State.RAISED, timeMs, onsetMs, measure);
        }

        @Override
        public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
            add(rule, State.CLEARED, timeMs, timeMs, measure);
        }

        private void add(int rule, State state, long timeMs, long onsetMs, double measure) {
            Rule of = test.rules().get(rule);
            if (of.alarm() != null) {
                happened.add(new Happened(timeMs - startMs, of.alarmId(), state, onsetMs - startMs, measure, null));
            }
        }
    }
}
