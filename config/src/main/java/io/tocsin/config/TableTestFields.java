package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.TableTest.Drained;
import io.tocsin.config.TableTest.Expected;
import io.tocsin.config.TableTest.Input;
import io.tocsin.config.TableTest.Sample;
import io.tocsin.config.TableTest.Started;
import io.tocsin.config.TableTest.State;
import io.tocsin.config.TableTest.Tick;
import io.tocsin.config.TableTest.Worth;
import io.tocsin.config.TestAlarms.Alarm;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one table test. */
final class TableTestFields {
    private static final Text START = Wording.text(
            "1970 年以后的时间，如 2026-01-01T08:00:00+08:00", "a time since 1970 such as 2026-01-01T08:00:00+08:00");
    private static final Text EXPECTED = Wording.text("转换的列表或 none", "a list of transitions or none");
    private static final Text ONLY_TRUE = Wording.text("true", "true");
    private static final Parser<State> STATE = Values.word(State.class, State::name);
    private static final Parser<Worth> WORTH = Values.word(Worth.class, Worth::name);
    /** A sender may say any of these; that a number is none is seen by itself. */
    private static final Parser<String> STATUS = Values.word(List.of("GOOD", "UNCERTAIN", "BAD"));

    private final Fields fields;
    private final Mapping mapping;
    private final TestTags tags;
    private final List<Rule> siteRules;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();

    /**
     * @param tags that it may name
     * @param siteRules that it may run
     */
    TableTestFields(Fields fields, Mapping mapping, Map<String, Tag> tags, List<Rule> siteRules) {
        this.fields = fields;
        this.mapping = mapping;
        this.tags = new TestTags(tags);
        this.siteRules = siteRules;
    }

    /** The test as far as it could be read: of use only where it brought no problem. */
    TableTest read() {
        Text name = fields.required("name", Values.LABEL);
        OffsetDateTime start = fields.read("start", TableTestFields::start);
        fields.read("samples", this::samples);
        fields.read("steps", (node, path, at) -> each(node, Wording.LIST, path, at, this::step));
        fields.read("watch", (node, path, at) -> each(node, Wording.LIST, path, at, tags::use));
        if (!fields.has("samples") && !fields.has("steps")) {
            missing("`samples` 或 `steps`", "`samples` or `steps`", fields);
        }
        inputs.sort(Comparator.comparingLong(Input::arrivesMs));
        long untilMs = until();
        TestRules rules = new TestRules(siteRules, tags.ids());
        TestAlarms alarms = new TestAlarms(tags, rules);
        fields.required("expect", (node, path, at) -> expect(node, path, at, alarms));
        expected.sort(Comparator.comparingLong(Expected::atMs));
        return new TableTest(
                name == null ? Text.of("") : name,
                fields.reading().file(),
                mapping.line(),
                start,
                tags.used(),
                tags.others(rules.inputs()),
                rules.all(),
                inputs,
                untilMs,
                expected);
    }

    private static void missing(String zh, String en, Fields where) {
        where.reading().problems().error(where.place(), Wording.expected(Wording.text(zh, en), Wording.NOTHING));
    }

    private static @Nullable OffsetDateTime start(YamlNode node, Path path, Reading reading) {
        String text = Values.TEXT.parse(node, path, reading);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime start = OffsetDateTime.parse(text);
            if (!start.toInstant().isBefore(Instant.EPOCH)) {
                return start;
            }
        } catch (DateTimeParseException notATime) {
            Values.refuse(node, START, path, reading);
            return null;
        }
        Values.refuse(node, START, path, reading);
        return null;
    }

    /** How far time goes: as far as is said, never less than the last arrival. */
    private long until() {
        long lastMs = inputs.isEmpty() ? 0 : inputs.get(inputs.size() - 1).arrivesMs();
        Long untilMs = fields.read("until", Offsets.OFFSET_MS);
        if (untilMs != null && untilMs < lastMs) {
            String last = Wording.duration(lastMs);
            Text wanted = new Text("不早于最后一次输入 " + last + " 的时间", "a time not before the last input, " + last);
            fields.reading()
                    .problems()
                    .error(fields.place("until"), Wording.expected(wanted, Text.of(Wording.duration(untilMs))));
        }
        return untilMs == null ? lastMs : untilMs;
    }

    private static @Nullable Boolean each(YamlNode node, Text wanted, Path path, Reading reading, Parser<?> parser) {
        if (!(node instanceof Sequence list)) {
            Values.refuse(node, wanted, path, reading);
            return null;
        }
        for (int i = 0; i < list.items().size(); i++) {
            parser.parse(list.items().get(i), path.item(i), reading);
        }
        return true;
    }

    // ---- series -----------------------------------------------------------------------------------------------------

    private @Nullable Boolean samples(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof Mapping series)) {
            Values.refuse(node, Wording.text("一组“位号: 采样”", "a mapping of tags to their samples"), path, reading);
            return null;
        }
        series.entries().forEach((id, entry) -> series(id, entry, path.field(id), reading));
        return true;
    }

    private void series(String id, Entry entry, Path path, Reading reading) {
        Place place = new Place(reading.file(), entry.line(), entry.column(), path);
        Tag tag = tags.use(id, place, reading.problems());
        Fields one = Fields.of(entry.value(), Shape.SERIES_OF_SAMPLES, path, reading);
        if (one == null) {
            return;
        }
        Long everyMs = one.required("every", Values.POSITIVE_DURATION_MS);
        long fromMs = one.read("from", Offsets.OFFSET_MS, 0L);
        // Without the tag its states are not known: a second problem would say nothing new.
        List<SampleSeries.@Nullable Value> values =
                tag == null ? null : one.required("values", new SampleSeries(tag.states())::read);
        if (tag != null && everyMs != null && values != null) {
            feed(tags.index(tag), fromMs, everyMs, values, one);
        }
    }

    private void feed(int tag, long fromMs, long everyMs, List<SampleSeries.@Nullable Value> values, Fields series) {
        if (fromMs + everyMs * (double) values.size() > Values.LONGEST_MS) {
            Text wanted = Wording.text("不超过 3650d 的采样", "samples within 3650d");
            series.reading()
                    .problems()
                    .error(series.place("values"), Wording.expected(wanted, Wording.text("更长", "more")));
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            SampleSeries.Value value = values.get(i);
            long atMs = fromMs + i * everyMs;
            if (value != null) {
                inputs.add(new Sample(tag, atMs, value.value(), value.worth(), atMs, false));
            }
        }
    }

    // ---- steps ------------------------------------------------------------------------------------------------------

    /** A step is what its fields say: time, a restart, else a sample. */
    private @Nullable Boolean step(YamlNode node, Path path, Reading reading) {
        boolean restart = node instanceof Mapping step && step.entries().containsKey("restart");
        boolean tick = node instanceof Mapping step && step.entries().containsKey("tick");
        Shape shape = restart ? Shape.RESTART_STEP : tick ? Shape.TICK_STEP : Shape.SAMPLE_STEP;
        Fields step = Fields.of(node, shape, path, reading);
        if (step == null) {
            return null;
        }
        Long atMs = step.required("at", Offsets.OFFSET_MS);
        if (restart) {
            restart(step, atMs);
        } else if (tick) {
            onlyTrue(step, "tick");
            inputs.add(new Tick(atMs == null ? 0 : atMs));
        } else {
            sample(step, atMs);
        }
        return true;
    }

    private static void onlyTrue(Fields step, String name) {
        step.read(name, Values.checked(Values.YES_OR_NO, yes -> yes, ONLY_TRUE));
    }

    private void restart(Fields step, @Nullable Long atMs) {
        onlyTrue(step, "restart");
        Long drainedMs = step.read("drained", Offsets.OFFSET_MS);
        notBefore(step, "drained", drainedMs, atMs);
        long startedMs = atMs == null ? 0 : atMs;
        inputs.add(new Started(startedMs));
        inputs.add(new Drained(drainedMs == null ? startedMs : drainedMs));
    }

    private static void notBefore(Fields step, String name, @Nullable Long laterMs, @Nullable Long atMs) {
        if (laterMs != null && atMs != null && laterMs < atMs) {
            String at = Wording.duration(atMs);
            Text wanted = new Text("不早于 `at` " + at + " 的时间", "a time not before `at`, " + at);
            Text was = Text.of(Wording.duration(laterMs));
            step.reading().problems().error(step.place(name), Wording.expected(wanted, was));
        }
    }

    private void sample(Fields step, @Nullable Long atMs) {
        Tag tag = step.required("tag", tags::use);
        Double value = tag == null && step.has("tag") ? null : step.required("v", new SampleSeries(states(tag))::one);
        String status = step.read("q", STATUS, "GOOD");
        Long receivedMs = step.read("received", Offsets.OFFSET_MS);
        boolean historical = step.read("hist", Values.YES_OR_NO, false);
        notBefore(step, "received", receivedMs, atMs);
        if (tag != null && value != null && atMs != null) {
            Worth worth = value.isNaN() ? Worth.UNREADABLE : Worth.valueOf(status);
            long arrivedMs = receivedMs == null ? atMs : receivedMs;
            inputs.add(new Sample(tags.index(tag), atMs, value, worth, arrivedMs, historical));
        }
    }

    private static SortedMap<Double, String> states(@Nullable Tag tag) {
        return tag == null ? new TreeMap<>() : tag.states();
    }

    // ---- expectations -----------------------------------------------------------------------------------------------

    private @Nullable Boolean expect(YamlNode node, Path path, Reading reading, TestAlarms alarms) {
        boolean none = node instanceof Scalar scalar && scalar.text().equals("none");
        return none
                ? Boolean.TRUE
                : each(node, EXPECTED, path, reading, (item, itemPath, at) -> transition(item, itemPath, at, alarms));
    }

    private @Nullable Boolean transition(YamlNode node, Path path, Reading reading, TestAlarms alarms) {
        Fields one = Fields.of(node, Shape.EXPECTED, path, reading);
        if (one == null) {
            return null;
        }
        Long atMs = one.required("at", Offsets.OFFSET_MS);
        Alarm alarm = one.required("alarm", alarms::read);
        State state = one.required("state", STATE);
        Double value = alarm == null ? null : one.read("value", new SampleSeries(alarm.states())::one);
        Long onsetMs = one.read("onset", Offsets.OFFSET_MS);
        Worth quality = one.read("q", WORTH);
        if (onsetMs != null && state == State.CLEARED) {
            refuse(one, "onset", Wording.text("CLEARED 没有 `onset`", "no `onset` of CLEARED"), state.name());
        }
        if (alarm != null && alarm.ofRule()) {
            ofRule(one, state, quality);
        }
        if (atMs != null && alarm != null && state != null) {
            expected.add(new Expected(node.line(), atMs, alarm.id(), state, value, onsetMs, quality));
        }
        return true;
    }

    /** What only tags have. */
    private static void ofRule(Fields one, @Nullable State state, @Nullable Worth quality) {
        if (state == State.MISSED) {
            Text wanted = Wording.text("规则的 RAISED 或 CLEARED", "RAISED or CLEARED of a rule");
            refuse(one, "state", wanted, state.name());
        }
        if (quality != null) {
            refuse(one, "q", Wording.text("规则没有 `q`", "no `q` of a rule"), quality.name());
        }
    }

    private static void refuse(Fields one, String field, Text wanted, String was) {
        one.reading().problems().error(one.place(field), Wording.expected(wanted, Text.of(was)));
    }
}
