package io.tocsin.alarms;

import io.tocsin.config.AlarmKind;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.composite.Operand;
import io.tocsin.rules.composite.RuleSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All alarms of a site but those of gates: turns condition changes into transitions of alarms. An alarm is kept from the
 * first thing that is said of it.
 *
 * <p>What one input changes is judged as one moment: while a high-high level is raised, nobody is told of the high one that
 * is raised at the same time, in whatever order they come.
 */
final class AlarmBook implements ConditionSink, RuleSink, Blinding.Health {
    /** Before the id of an alarm that says nothing of the plant, for it is out of service or in a window. */
    private static final String WORK = "work:";

    private static final int NONE = -1;

    private final Setting at;
    private final Plan plan;
    private final Blinding blinding;
    private final Windows windows;
    private final EarlyWarnings warnings;
    private final RuleAlarms rules;
    private final @Nullable Alarm[] bySlot;
    private final Map<String, Alarm> byId = new LinkedHashMap<>();
    private final Map<String, Integer> tags = new LinkedHashMap<>();
    /** Alarms of rules, of gateways, and of the platform itself. */
    private final Map<String, Definition> others = new LinkedHashMap<>();

    /** By the slot of the alarm that they follow from: the slots that say nothing while it is active. */
    private final Map<Integer, List<Integer>> children = new LinkedHashMap<>();

    private final Map<Integer, List<Integer>> parents = new LinkedHashMap<>();
    private final List<Change> moment = new ArrayList<>();

    /**
     * What a condition said, or a rule.
     *
     * @param slot of the condition; -1 where it was a rule
     * @param rule its index; -1 where it was a condition
     */
    private record Change(
            int slot, int rule, boolean raised, Alarm.Reading reading, boolean byConfiguration, long recordedMs) {}

    AlarmBook(Site site, Plan plan, Setting at) {
        this.at = at;
        this.plan = plan;
        bySlot = new Alarm[plan.slots()];
        for (Tag tag : plan.tags()) {
            tags.put(tag.id(), tags.size());
        }
        for (Site.Gateway gateway : site.gateways()) {
            Definition.ofGateway(gateway, plan.tags(), at.rules())
                    .forEach(definition -> others.put(definition.id(), definition));
        }
        for (Input.PlatformFault.Part part : Input.PlatformFault.Part.values()) {
            Definition definition = PlatformAlarms.of(part, at.rules());
            others.put(definition.id(), definition);
        }
        others.put(PlatformAlarms.ACQUISITION_LOST, PlatformAlarms.acquisitionLost(at.rules()));
        rules = new RuleAlarms(site.rules(), plan, at.rules());
        others.putAll(rules.definitions());
        blinding = new Blinding(site, plan, at.deadlines(), this, this::known);
        windows = new Windows(plan, at.deadlines(), this::alarm);
        warnings = new EarlyWarnings(site, plan);
        layParents();
    }

    private void layParents() {
        for (Annunciation.Parent parent : at.rules().parents()) {
            int above = slot(parent.alarmId());
            for (int slot = 0; above >= 0 && slot < plan.slots(); slot++) {
                if (slot != above && parent.children().matches(AlarmKind.of(plan.tag(slot), plan.spec(slot)))) {
                    children.computeIfAbsent(above, each -> new ArrayList<>()).add(slot);
                    parents.computeIfAbsent(slot, each -> new ArrayList<>()).add(above);
                }
            }
        }
    }

    Blinding blinding() {
        return blinding;
    }

    RuleAlarms rules() {
        return rules;
    }

    Windows windows() {
        return windows;
    }

    EarlyWarnings warnings() {
        return warnings;
    }

    // ---- conditions -------------------------------------------------------------------------------------------------

    @Override
    public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
        Alarm.Reading reading = new Alarm.Reading(timeMs, onsetMs, value, quality);
        moment.add(new Change(slot, NONE, true, reading, false, at.nowMs()));
    }

    @Override
    public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
        Alarm.Reading reading = new Alarm.Reading(timeMs, timeMs, value, quality);
        moment.add(new Change(slot, NONE, false, reading, byConfiguration, at.nowMs()));
    }

    @Override
    public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
        Definition definition = definition(slot);
        Alarm alarm = byId.get(definition.id());
        if (alarm != null && alarm.hasRung(timeMs)) {
            return;
        }
        String occurrence = at.site() + "~" + definition.id() + "~" + timeMs + "~missed";
        at.out()
                .missed(new AlarmEvent(
                        occurrence + ".1",
                        occurrence,
                        AlarmEvent.Type.MISSED,
                        timeMs,
                        at.nowMs(),
                        alarm == null ? AlarmState.NORMAL : alarm.state(),
                        definition,
                        value,
                        quality,
                        onsetMs,
                        null,
                        null,
                        AlarmEvent.Told.NOTHING,
                        List.of()));
    }

    /** Judges what one input changed, as one moment, and says what follows. */
    void flush() {
        if (!moment.isEmpty()) {
            List<Change> now = List.copyOf(moment);
            moment.clear();
            Map<Integer, Long> raisedAt = new LinkedHashMap<>();
            now.stream()
                    .filter(change -> change.raised() && change.slot() >= 0)
                    .forEach(change ->
                            raisedAt.put(change.slot(), change.reading().timeMs()));
            for (Change change : now) {
                if (change.rule() >= 0) {
                    judge(change);
                } else if (change.raised()) {
                    raise(change, raisedAt);
                } else {
                    back(change);
                }
            }
        }
        at.leaving().flush(at.site());
        warnings.flush(at);
    }

    private void raise(Change change, Map<Integer, Long> raisedAt) {
        int slot = change.slot();
        Alarm alarm = alarm(slot);
        long timeMs = change.reading().timeMs();
        List<String> causes = new ArrayList<>(blinding.causes(slot, at.nowMs()));
        causes.addAll(windows.causes(plan.tagIndex(slot)));
        causes.addAll(rules.causes(id(slot)));
        Alarm acknowledged = null;
        for (int superior : superiors(slot)) {
            Alarm above = active(superior);
            if (above != null || raisedAt.getOrDefault(superior, Long.MIN_VALUE) == timeMs) {
                causes.add(id(superior));
            }
            if (above != null && above.acknowledgedBy() != null && isOfSameTag(superior, slot)) {
                acknowledged = above;
            }
        }
        alarm.raise(change.reading(), causes, change.recordedMs());
        if (acknowledged != null) {
            alarm.acknowledge(
                    Objects.requireNonNull(acknowledged.acknowledgedBy()),
                    at.nowMs(),
                    acknowledged.definition().id(),
                    null);
        }
        follow(slot, alarm, timeMs);
    }

    private @Nullable Alarm active(int slot) {
        Alarm alarm = bySlot[slot];
        return alarm != null && alarm.state().isActive() ? alarm : null;
    }

    private void back(Change change) {
        int slot = change.slot();
        Alarm alarm = alarm(slot);
        alarm.back(change.reading(), change.byConfiguration(), change.recordedMs());
        follow(slot, alarm, change.reading().timeMs());
    }

    /** What an alarm's standing means for others. */
    private void follow(int slot, Alarm alarm, long timeMs) {
        boolean standing = alarm.state().isActive();
        String id = alarm.definition().id();
        Condition condition = plan.condition(slot);
        for (int inferior : inferiors(slot)) {
            Alarm below = bySlot[inferior];
            if (below != null) {
                cover(below, id, standing, isOfSameTag(slot, inferior), timeMs);
            }
        }
        if (condition == Condition.STALE) {
            blinding.stale(slot, standing, timeMs);
        }
        if (condition == Condition.STALE || condition == Condition.BAD) {
            warnings.dark(plan.tag(slot).id(), id, standing);
        }
        warn(alarm);
    }

    private static void cover(Alarm alarm, String cause, boolean covered, boolean sameTag, long timeMs) {
        if (covered) {
            alarm.suppress(cause, false, timeMs);
        } else {
            alarm.unsuppress(cause, false, sameTag, timeMs);
        }
    }

    /** One that is out of service or being worked on says nothing of the plant. */
    void warn(Alarm alarm) {
        warnings.alarm(alarm.definition(), alarm.state().isActive() && !isBeingWorkedOn(alarm));
    }

    private static boolean isBeingWorkedOn(Alarm alarm) {
        Suppressed suppressed = alarm.suppressed();
        return suppressed.outOfService() != null
                || suppressed.byDesign().stream().anyMatch(cause -> cause.startsWith(Windows.cause("")));
    }

    /** Slots whose alarms say all that a slot's alarm says. */
    private List<Integer> superiors(int slot) {
        return joined(parents.get(slot), ByDesign.superiors(plan.condition(slot)), plan.tagIndex(slot));
    }

    /** Slots whose alarms say nothing while a slot's alarm is active. */
    private List<Integer> inferiors(int slot) {
        return joined(children.get(slot), ByDesign.inferiors(plan.condition(slot)), plan.tagIndex(slot));
    }

    private List<Integer> joined(@Nullable List<Integer> configured, List<Condition> ofTag, int tag) {
        if (configured == null && ofTag.isEmpty()) {
            return List.of();
        }
        List<Integer> all = new ArrayList<>(configured == null ? List.of() : configured);
        for (Condition condition : ofTag) {
            int other = plan.slot(tag, condition);
            if (other >= 0) {
                all.add(other);
            }
        }
        return all;
    }

    private boolean isOfSameTag(int slot, int other) {
        return plan.tagIndex(slot) == plan.tagIndex(other);
    }

    // ---- rules ------------------------------------------------------------------------------------------------------

    @Override
    public void raised(int rule, long timeMs, long onsetMs, double measure) {
        List<Operand> seen = rules.operands(rule);
        Alarm.Reading reading = new Alarm.Reading(timeMs, onsetMs, measure, 0, seen);
        moment.add(new Change(NONE, rule, true, reading, false, at.nowMs()));
    }

    @Override
    public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
        Alarm.Reading reading = new Alarm.Reading(timeMs, timeMs, measure, 0);
        moment.add(new Change(NONE, rule, false, reading, byConfiguration, at.nowMs()));
    }

    /** What waits for the rule is told of from now on, or no longer; then the rule's own alarm. */
    private void judge(Change change) {
        for (String id : rules.waitingFor(change.rule())) {
            cover(
                    id,
                    rules.cause(change.rule()),
                    !change.raised(),
                    change.reading().timeMs());
        }
        Definition definition = rules.definition(change.rule());
        if (definition == null) {
            return;
        }
        Alarm alarm = alarm(definition);
        if (change.raised()) {
            alarm.raise(change.reading(), rules.causes(definition.id()), change.recordedMs());
        } else {
            alarm.back(change.reading(), change.byConfiguration(), change.recordedMs());
        }
        warn(alarm);
    }

    // ---- gateways, platform -----------------------------------------------------------------------------------------

    /** Something is wrong with a gateway, or right again. */
    void gatewayFault(Input.GatewayFault fault) {
        say("gateway:" + fault.gateway() + ":" + fault.fault().name(), fault.standing(), fault.receiveTimeMs());
    }

    /** Something is wrong with the platform itself, or right again. */
    void platform(Input.PlatformFault fault) {
        say(PlatformAlarms.id(fault.part()), fault.standing(), fault.receiveTimeMs());
    }

    /** One that the site does not name has no alarm. */
    @Override
    public void say(String id, boolean standing, long timeMs) {
        Definition definition = others.get(id);
        if (definition == null || (!standing && !byId.containsKey(id))) {
            return;
        }
        Alarm.Reading reading = new Alarm.Reading(timeMs, timeMs, Double.NaN, 0);
        Alarm alarm = alarm(definition);
        if (standing) {
            String cause = blinding.causeOfGateway(id);
            alarm.raise(reading, cause == null ? List.of() : List.of(cause), at.nowMs());
        } else {
            alarm.back(reading, false, at.nowMs());
        }
        warn(alarm);
        if (id.endsWith(":" + GatewayCondition.OFFLINE.name())) {
            darken(id, standing);
        }
    }

    private void darken(String offlineAlarm, boolean standing) {
        for (int tag = 0; tag < plan.tags().size(); tag++) {
            if (blinding.isOfGateway(tag, offlineAlarm)) {
                warnings.dark(plan.tags().get(tag).id(), offlineAlarm, standing);
            }
        }
    }

    @Override
    public void cover(String alarmId, String cause, boolean covered, long timeMs) {
        Alarm alarm = byId.get(alarmId);
        if (alarm != null) {
            cover(alarm, cause, covered, false, timeMs);
        }
    }

    // ---- commands ---------------------------------------------------------------------------------------------------

    /** Acknowledging the more severe alarm acknowledges the milder one of the same excursion. */
    void acknowledged(Alarm alarm, Input.Command command) {
        int slot = slot(alarm.definition().id());
        if (slot < 0) {
            return;
        }
        for (int inferior : inferiors(slot)) {
            Alarm below = bySlot[inferior];
            boolean same = below != null
                    && isOfSameTag(slot, inferior)
                    && below.state() == AlarmState.UNACK_ACTIVE
                    && below.isSuppressedBy(alarm.definition().id());
            if (below != null && same) {
                below.acknowledge(
                        command.principal().operator(),
                        command.receiveTimeMs(),
                        alarm.definition().id(),
                        command);
            }
        }
    }

    /** What people did to an alarm may change what it says of the plant. */
    void touched(String alarmId) {
        Alarm alarm = byId.get(alarmId);
        if (alarm == null) {
            return;
        }
        warn(alarm);
        if (alarm.definition().tag() != null) {
            boolean unseen = isBeingWorkedOn(alarm);
            warnings.dark(alarm.definition().tag(), WORK + alarmId, unseen);
        }
    }

    /** The same for all alarms that a window is about. */
    void worked(Input.Window window) {
        for (int tag : windows.tags(window)) {
            for (int slot = plan.firstSlot(tag); slot < end(tag); slot++) {
                touched(id(slot));
            }
        }
    }

    /** Made where it was never raised; null where the configuration has none of that id. */
    @Nullable
    Alarm find(String alarmId) {
        Alarm alarm = byId.get(alarmId);
        if (alarm != null) {
            return alarm;
        }
        Definition definition = definition(alarmId);
        return definition == null ? null : alarm(definition);
    }

    int shelved(@Nullable String position) {
        return shelved(byId.values(), position);
    }

    static int shelved(Collection<Alarm> alarms, @Nullable String position) {
        int count = 0;
        for (Alarm alarm : alarms) {
            Suppressed.Shelf shelf = alarm.suppressed().shelved();
            count += shelf != null && Objects.equals(shelf.position(), position) ? 1 : 0;
        }
        return count;
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /** Goes on with the alarms of another configuration; what left it and was open is closed, and said. */
    void adopt(AlarmBook old, long nowMs) {
        windows.adopt(old.windows);
        for (Alarm alarm : old.byId.values()) {
            String id = alarm.definition().id();
            Definition changed = definition(id);
            if (changed == null) {
                alarm.leave(at.out(), nowMs);
            } else {
                put(alarm);
                alarm.goOn(at, changed, nowMs);
            }
        }
        blinding.adopt(old.blinding, nowMs);
        warnings.adopt(old.warnings);
        recallWarnings();
        blinding.lookAgain(nowMs);
        for (Alarm alarm : List.copyOf(byId.values())) {
            suppressAnew(alarm, nowMs);
        }
    }

    /** What the configuration no longer suppresses comes back; what it suppresses from now on is. */
    private void suppressAnew(Alarm alarm, long nowMs) {
        String id = alarm.definition().id();
        int slot = slot(id);
        String ofGateway = blinding.causeOfGateway(id);
        List<String> now = slot >= 0 ? causesNow(slot) : ofGateway == null ? rules.causes(id) : List.of(ofGateway);
        for (String cause : alarm.suppressed().byDesign()) {
            if (!cause.equals(Silence.BY_HAND) && !cause.equals(Blinding.SETTLING) && !now.contains(cause)) {
                alarm.unsuppress(cause, false, false, nowMs);
            }
        }
        now.forEach(cause -> alarm.suppress(cause, false, nowMs));
    }

    private List<String> causesNow(int slot) {
        List<String> causes = new ArrayList<>(blinding.standingCauses(slot));
        causes.addAll(windows.causes(plan.tagIndex(slot)));
        causes.addAll(rules.causes(id(slot)));
        for (int superior : superiors(slot)) {
            if (active(superior) != null) {
                causes.add(id(superior));
            }
        }
        return causes;
    }

    /** Notes anew what stands, for warnings that go on. */
    void recallWarnings() {
        for (Alarm alarm : byId.values()) {
            warn(alarm);
            String id = alarm.definition().id();
            String tag = alarm.definition().tag();
            if (tag != null) {
                boolean blind = id.endsWith(":" + Condition.STALE.name()) || id.endsWith(":" + Condition.BAD.name());
                warnings.dark(tag, id, blind && alarm.state().isActive());
                warnings.dark(tag, WORK + id, isBeingWorkedOn(alarm));
            } else if (id.endsWith(":" + GatewayCondition.OFFLINE.name())) {
                darken(id, alarm.state().isActive());
            }
        }
    }

    /** What this configuration says of an alarm; null where it has none of that id. */
    private @Nullable Definition definition(String alarmId) {
        int slot = slot(alarmId);
        return slot >= 0 ? definition(slot) : others.get(alarmId);
    }

    private Definition definition(int slot) {
        return Definition.of(plan.tag(slot), plan.spec(slot), at.rules());
    }

    private String id(int slot) {
        ConditionSpec spec = plan.spec(slot);
        return plan.tag(slot).id() + ":" + spec.condition().name();
    }

    private int slot(String alarmId) {
        int colon = alarmId.lastIndexOf(':');
        Integer tag = colon < 0 ? null : tags.get(alarmId.substring(0, colon));
        return tag == null ? -1 : slot(tag, alarmId.substring(colon + 1));
    }

    private int slot(int tag, String condition) {
        for (int slot = plan.firstSlot(tag); slot < end(tag); slot++) {
            if (plan.condition(slot).name().equals(condition)) {
                return slot;
            }
        }
        return -1;
    }

    private int end(int tag) {
        return tag + 1 < plan.tags().size() ? plan.firstSlot(tag + 1) : plan.slots();
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    void write(StateWriter out) {
        out.putInt(byId.size());
        byId.values().forEach(alarm -> alarm.write(out));
        windows.write(out);
        blinding.write(out);
    }

    void read(StateReader in) {
        int alarms = in.takeInt();
        for (int i = 0; i < alarms; i++) {
            put(Alarm.read(at, in));
        }
        windows.read(in);
        blinding.read(in);
    }

    // ---- alarms -----------------------------------------------------------------------------------------------------

    /** Every alarm that something was ever said of, in the order of its first word. */
    List<AlarmStatus> statuses() {
        List<AlarmStatus> all = new ArrayList<>(byId.size());
        for (Alarm alarm : byId.values()) {
            if (alarm.isKnown()) {
                all.add(alarm.status());
            }
        }
        return all;
    }

    private Alarm alarm(int slot) {
        Alarm alarm = bySlot[slot];
        if (alarm == null) {
            alarm = alarm(definition(slot));
            bySlot[slot] = alarm;
        }
        return alarm;
    }

    private Alarm alarm(Definition definition) {
        Alarm known = byId.get(definition.id());
        if (known != null) {
            return known;
        }
        Alarm made = new Alarm(at, definition);
        put(made);
        return made;
    }

    private void put(Alarm alarm) {
        String id = alarm.definition().id();
        byId.put(id, alarm);
        int slot = slot(id);
        if (slot >= 0) {
            bySlot[slot] = alarm;
        }
    }

    /** Null where nothing was ever said of it. */
    @Nullable
    Alarm known(String alarmId) {
        return byId.get(alarmId);
    }

    private @Nullable Alarm known(int slot) {
        return bySlot[slot];
    }
}
