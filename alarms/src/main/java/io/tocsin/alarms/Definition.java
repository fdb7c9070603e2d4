package io.tocsin.alarms;

import io.tocsin.config.AlarmClass;
import io.tocsin.config.AlarmKind;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Closure;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Logic;
import io.tocsin.config.Priority;
import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.gates.GateRaise;
import io.tocsin.rules.gates.GateReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alarm before it is ever raised.
 *
 * @param id {@code <tag>:<condition>}, {@code gateway:<id>:<condition>} or {@code rule:<rule>:<subject>}: the key of everything
 *     that is said of it
 * @param category PROCESS for a point's alarm, ACCESS for a gate's, SYSTEM for the platform's own health
 * @param tag null for an alarm that belongs to no tag
 * @param limit NaN where the condition has none
 * @param alarmClass how it is treated
 * @param position whose it is; null where nobody in particular is responsible
 * @param informed positions that are told as well
 * @param pass what a gate saw; null for an alarm that is not of a gate
 */
public record Definition(
        String id,
        String category,
        @Nullable String tag,
        String condition,
        double limit,
        @Nullable String unit,
        @Nullable String enterprise,
        @Nullable String area,
        Priority priority,
        AlarmClass alarmClass,
        @Nullable String position,
        List<String> informed,
        Text message,
        @Nullable Pass pass) {
    public Definition {
        informed = List.copyOf(informed);
    }

    /** True where it stays after the return until it is reset. */
    public boolean latching() {
        return alarmClass.latching();
    }

    /**
     * What a gate saw.
     *
     * @param subject stands for the plate in ids and keys
     * @param plate personal data: whoever shows it decides who may see it
     * @param reasons in their order
     */
    public record Pass(String subject, String plate, List<GateReason> reasons, String gate) {
        public Pass {
            reasons = List.copyOf(reasons);
        }
    }

    /** The condition is the first of the reasons. No text of it holds the plate. */
    static Definition of(GateRaise raise, Site site) {
        Closure closure = site.closure();
        List<Text> why = raise.reasons().stream().map(GateReason::label).toList();
        Text where = where(raise, closure);
        AlarmKind kind = AlarmKind.of(
                raise.rule().alarmId(raise.subject()),
                "ACCESS",
                raise.enterprise(),
                raise.reasons().get(0).name(),
                raise.priority());
        return of(
                kind,
                site.annunciation(),
                new Text(
                        where.zh() + "：" + why.stream().map(Text::zh).collect(Collectors.joining("、")),
                        where.en() + ": " + why.stream().map(Text::en).collect(Collectors.joining(", "))),
                new Pass(raise.subject(), raise.plate(), raise.reasons(), raise.gate()));
    }

    private static Text where(GateRaise raise, Closure closure) {
        Text gate = name(raise.gate(), closure);
        if (raise.otherGate() == null) {
            return gate;
        }
        Text other = name(raise.otherGate(), closure);
        return new Text(other.zh() + "、" + gate.zh(), other.en() + ", " + gate.en());
    }

    /** Its name, with its id where that does not stand in it already. */
    private static Text name(String id, Closure closure) {
        Text name = closure.gate(id).map(Closure.Gate::name).orElse(Text.of(id));
        return new Text(
                name.zh().contains(id) ? name.zh() : id + " " + name.zh(),
                name.en().contains(id) ? name.en() : id + " " + name.en());
    }

    static Definition of(Tag tag, ConditionSpec spec, Annunciation rules) {
        Text name = ConditionNames.of(spec.condition());
        AlarmKind kind = AlarmKind.of(tag, spec);
        Optional<Annunciation.Responsible> responsible = rules.responsible(kind);
        return new Definition(
                kind.alarmId(),
                kind.category(),
                tag.id(),
                kind.condition(),
                limit(spec),
                tag.unit(),
                tag.enterprise(),
                tag.area(),
                spec.priority(),
                rules.alarmClass(tag, spec, tag.said(spec.condition())),
                responsible.map(Annunciation.Responsible::position).orElse(null),
                responsible.map(Annunciation.Responsible::informed).orElse(List.of()),
                new Text(tag.id() + " " + name.zh(), tag.id() + " " + name.en()),
                null);
    }

    static Definition of(Rule rule, Rule.Alarm alarm, Annunciation rules) {
        AlarmKind kind = AlarmKind.of(rule, alarm);
        Optional<Annunciation.Responsible> responsible = rules.responsible(kind);
        return new Definition(
                kind.alarmId(),
                kind.category(),
                null,
                kind.condition(),
                limit(rule.logic()),
                unit(rule.logic()),
                alarm.enterprise(),
                alarm.area(),
                alarm.priority(),
                rules.alarmClass(rule, alarm),
                responsible.map(Annunciation.Responsible::position).orElse(null),
                responsible.map(Annunciation.Responsible::informed).orElse(List.of()),
                alarm.message(),
                null);
    }

    /** What a rule's measure is compared with; NaN where it measures nothing. */
    private static double limit(Logic logic) {
        if (logic instanceof Logic.TimeToLimit each) {
            return each.withinMs() / 60_000.0;
        } else if (logic instanceof Logic.Discrepancy each) {
            return each.limit();
        } else if (logic instanceof Logic.Movement each) {
            return each.limitM3();
        } else if (logic instanceof Logic.Count each) {
            return each.times();
        }
        return logic instanceof Logic.Vote each ? each.votes() : Double.NaN;
    }

    private static @Nullable String unit(Logic logic) {
        if (logic instanceof Logic.TimeToLimit) {
            return "min";
        } else if (logic instanceof Logic.Mismatch) {
            return "kPa";
        } else if (logic instanceof Logic.Upwind) {
            return "°";
        }
        return logic instanceof Logic.Movement ? "m3" : null;
    }

    /** Of an alarm that belongs to no tag. */
    static Definition of(AlarmKind kind, Annunciation rules, Text message, @Nullable Pass pass) {
        Optional<Annunciation.Responsible> responsible = rules.responsible(kind);
        return new Definition(
                kind.alarmId(),
                kind.category(),
                null,
                kind.condition(),
                Double.NaN,
                null,
                kind.enterprise(),
                null,
                kind.priority(),
                rules.alarmClass(kind),
                responsible.map(Annunciation.Responsible::position).orElse(null),
                responsible.map(Annunciation.Responsible::informed).orElse(List.of()),
                message,
                pass);
    }

    /**
     * What can be wrong with a gateway. Where it is offline or frozen, its clock runs so far ahead that nothing of it is
     * taken, or it sends so much that not all of it is taken, that is at least as urgent as the most urgent alarm that it
     * blinds, and never less than high.
     */
    static List<Definition> ofGateway(Site.Gateway gateway, List<Tag> tags, Annunciation rules) {
        Priority blinding = mostUrgent(gateway, tags);
        List<Definition> all = new ArrayList<>();
        for (GatewayCondition condition : GatewayCondition.values()) {
            Priority priority = condition.blinds() ? blinding : Priority.MEDIUM;
            String id = "gateway:" + gateway.id() + ":" + condition.name();
            AlarmKind kind = AlarmKind.of(id, "SYSTEM", gateway.enterprise(), condition.name(), priority);
            all.add(of(kind, rules, condition.message(gateway.id()), null));
        }
        return all;
    }

    private static Priority mostUrgent(Site.Gateway gateway, List<Tag> tags) {
        return Stream.concat(
                        Stream.of(Priority.HIGH),
                        tags.stream()
                                .filter(tag -> maySpeakFor(gateway, tag))
                                .flatMap(tag -> tag.conditions().stream())
                                .map(ConditionSpec::priority))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean maySpeakFor(Site.Gateway gateway, Tag tag) {
        if (tag.gateway() != null) {
            return tag.gateway().equals(gateway.id());
        }
        return tag.enterprise() == null || tag.enterprise().equals(gateway.enterprise());
    }

    /** The same as somebody may see it who may not see whose vehicle it is. */
    public Definition masked(String plate) {
        Pass seen = pass == null ? null : new Pass(pass.subject(), plate, pass.reasons(), pass.gate());
        return with(priority, seen);
    }

    Definition withPriority(Priority other) {
        return with(other, pass);
    }

    private Definition with(Priority otherPriority, @Nullable Pass otherPass) {
        return new Definition(
                id,
                category,
                tag,
                condition,
                limit,
                unit,
                enterprise,
                area,
                otherPriority,
                alarmClass,
                position,
                informed,
                message,
                otherPass);
    }

    void write(StateWriter out) {
        out.putText(id);
        out.putText(category);
        out.putOptional(tag);
        out.putText(condition);
        out.putDouble(limit);
        out.putOptional(unit);
        out.putOptional(enterprise);
        out.putOptional(area);
        out.putText(priority.name());
        writeClass(out);
        out.putOptional(position);
        out.putInt(informed.size());
        informed.forEach(out::putText);
        out.putText(message.zh());
        out.putText(message.en());
        out.putBoolean(pass != null);
        if (pass != null) {
            out.putText(pass.subject());
            out.putText(pass.plate());
            out.putInt(pass.reasons().size());
            pass.reasons().forEach(reason -> out.putText(reason.name()));
            out.putText(pass.gate());
        }
    }

    static Definition read(StateReader in) {
        return new Definition(
                in.takeText(),
                in.takeText(),
                in.takeOptional(),
                in.takeText(),
                in.takeDouble(),
                in.takeOptional(),
                in.takeOptional(),
                in.takeOptional(),
                Priority.valueOf(in.takeText()),
                readClass(in),
                in.takeOptional(),
                readList(in),
                new Text(in.takeText(), in.takeText()),
                in.takeBoolean() ? readPass(in) : null);
    }

    private void writeClass(StateWriter out) {
        out.putText(alarmClass.id());
        out.putBoolean(alarmClass.acknowledged());
        out.putBoolean(alarmClass.latching());
        out.putLong(alarmClass.reAlarmMs());
        out.putBoolean(alarmClass.handled());
        out.putText(alarmClass.shelving().name());
        out.putLong(alarmClass.acknowledgeWithinMs());
        out.putLong(alarmClass.handleWithinMs());
    }

    private static AlarmClass readClass(StateReader in) {
        return new AlarmClass(
                in.takeText(),
                in.takeBoolean(),
                in.takeBoolean(),
                in.takeLong(),
                in.takeBoolean(),
                AlarmClass.Shelving.valueOf(in.takeText()),
                in.takeLong(),
                in.takeLong());
    }

    private static List<String> readList(StateReader in) {
        int count = in.takeInt();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(in.takeText());
        }
        return all;
    }

    private static Pass readPass(StateReader in) {
        String subject = in.takeText();
        String plate = in.takeText();
        int count = in.takeInt();
        List<GateReason> reasons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reasons.add(GateReason.valueOf(in.takeText()));
        }
        return new Pass(subject, plate, reasons, in.takeText());
    }

    private static double limit(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Limit s) {
            return s.value();
        }
        if (spec instanceof ConditionSpec.Deviation s) {
            return s.limit();
        }
        return spec instanceof ConditionSpec.RateOfChange s ? s.perMinute() : Double.NaN;
    }
}
