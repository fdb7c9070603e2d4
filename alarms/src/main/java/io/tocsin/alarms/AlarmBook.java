package io.tocsin.alarms;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All alarms of a site: turns condition changes and commands into transitions. An alarm is kept from its first raise on.
 *
 * <p>A repeated request is answered as the first time and has no second effect; the last {@value #REMEMBERED} are
 * remembered.
 */
final class AlarmBook implements ConditionSink {
    static final int REMEMBERED = 10_000;

    private final String site;
    private final Plan plan;
    private final AlarmSink out;
    private final LongSupplier engineTimeMs;
    private final GateAlarms gates;
    private final @Nullable Alarm[] bySlot;
    private final Map<String, Alarm> byId = new LinkedHashMap<>();
    private final Map<String, Integer> tags = new LinkedHashMap<>();
    /** Alarms of gateways, and of the platform itself. */
    private final Map<String, Definition> health = new LinkedHashMap<>();

    private final Map<String, Reply> answered = new LinkedHashMap<>();

    /** @param gates the alarms that are not of tags or gateways; commands come for them too */
    AlarmBook(Site site, Plan plan, GateAlarms gates, LongSupplier engineTimeMs, AlarmSink out) {
        this.gates = gates;
        this.site = site.park().id();
        this.plan = plan;
        this.engineTimeMs = engineTimeMs;
        this.out = out;
        bySlot = new Alarm[plan.slots()];
        for (Tag tag : plan.tags()) {
            tags.put(tag.id(), tags.size());
        }
        for (Site.Gateway gateway : site.gateways()) {
            for (Definition definition : Definition.ofGateway(gateway, plan.tags())) {
                health.put(definition.id(), definition);
            }
        }
        for (Input.PlatformFault.Part part : Input.PlatformFault.Part.values()) {
            Definition definition = PlatformAlarms.of(part);
            health.put(definition.id(), definition);
        }
    }

    // ---- conditions and gateways ------------------------------------------------------------------------------------

    @Override
    public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
        alarm(slot).raise(new Alarm.Reading(timeMs, onsetMs, value, quality), engineTimeMs.getAsLong());
    }

    @Override
    public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
        Alarm.Reading reading = new Alarm.Reading(timeMs, timeMs, value, quality);
        alarm(slot).back(reading, byConfiguration, engineTimeMs.getAsLong());
    }

    @Override
    public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
        Definition definition = definition(slot);
        Alarm alarm = byId.get(definition.id());
        if (alarm != null && alarm.hasRung(timeMs)) {
            return;
        }
        String occurrence = site + "~" + definition.id() + "~" + timeMs + "~missed";
        out.missed(new AlarmEvent(
                occurrence + ".1",
                occurrence,
                AlarmEvent.Type.MISSED,
                timeMs,
                engineTimeMs.getAsLong(),
                alarm == null ? AlarmState.NORMAL : alarm.state(),
                definition,
                value,
                quality,
                onsetMs,
                null,
                null));
    }

    /** A gateway's birth or will; a gateway that the site does not name has no alarm. */
    void gateway(Input.GatewayStatus status) {
        gateway(status.gateway(), "OFFLINE", !status.online(), status.receiveTimeMs());
    }

    /** Something is wrong with a gateway, or right again. */
    void gatewayFault(Input.GatewayFault fault) {
        gateway(fault.gateway(), fault.fault().name(), fault.standing(), fault.receiveTimeMs());
    }

    private void gateway(String gateway, String condition, boolean standing, long now) {
        health("gateway:" + gateway + ":" + condition, standing, now);
    }

    /** Something is wrong with the platform itself, or right again. */
    void platform(Input.PlatformFault fault) {
        health(PlatformAlarms.id(fault.part()), fault.standing(), fault.receiveTimeMs());
    }

    private void health(String id, boolean standing, long now) {
        Definition definition = health.get(id);
        if (definition == null) {
            return;
        }
        Alarm.Reading reading = new Alarm.Reading(now, now, Double.NaN, 0);
        if (standing) {
            alarm(definition).raise(reading, now);
        } else if (byId.containsKey(definition.id())) {
            alarm(definition).back(reading, false, now);
        }
    }

    // ---- commands ---------------------------------------------------------------------------------------------------

    void command(Input.Command command) {
        Reply earlier = command.requestId().isEmpty() ? null : answered.get(command.requestId());
        if (earlier == null) {
            Reply reply = carryOut(command);
            remember(reply);
            out.reply(reply);
        } else if (isRepeat(command, earlier.command())) {
            out.reply(earlier);
        } else {
            // To answer it as the other one was would say "accepted" of something that was never done.
            out.reply(Reply.refused(command, Reason.REQUEST_ID_TAKEN));
        }
    }

    private static boolean isRepeat(Input.Command command, Input.Command earlier) {
        return new Input.Command(
                        command.verb(),
                        command.requestId(),
                        command.alarmId(),
                        command.occurrenceId(),
                        command.principal(),
                        command.comment(),
                        earlier.receiveTimeMs())
                .equals(earlier);
    }

    private Reply carryOut(Input.Command command) {
        Alarm ofGate = gates.find(command.alarmId());
        Alarm alarm = ofGate == null ? byId.get(command.alarmId()) : ofGate;
        if (alarm == null && definition(command.alarmId()) == null) {
            return Reply.refused(command, Reason.UNKNOWN_ALARM);
        }
        if (command.principal().operator().isBlank()) {
            return Reply.refused(command, Reason.OPERATOR_MISSING);
        }
        if (alarm == null) {
            return Reply.refused(command, Transitions.reason(AlarmState.NORMAL, Trigger.of(command.verb())));
        }
        Reply reply = alarm.command(command);
        if (ofGate != null) {
            gates.settle(ofGate);
        }
        return reply;
    }

    private void remember(Reply reply) {
        String requestId = reply.command().requestId();
        if (requestId.isEmpty()) {
            return;
        }
        answered.put(requestId, reply);
        if (answered.size() > REMEMBERED) {
            answered.remove(answered.keySet().iterator().next());
        }
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /** Goes on with the alarms of another configuration; what left it and was open is closed, and said. */
    void adopt(AlarmBook old, long nowMs) {
        answered.putAll(old.answered);
        for (Alarm alarm : old.byId.values()) {
            String id = alarm.definition().id();
            Definition changed = definition(id);
            if (changed == null) {
                alarm.leave(out, nowMs);
            } else {
                byId.put(id, alarm);
                alarm.goOn(site, changed, out, nowMs);
            }
        }
    }

    /** What this configuration says of an alarm; null where it has none of that id. */
    private @Nullable Definition definition(String alarmId) {
        int slot = slot(alarmId);
        return slot >= 0 ? definition(slot) : health.get(alarmId);
    }

    private Definition definition(int slot) {
        return Definition.of(plan.tag(slot), plan.spec(slot));
    }

    private int slot(String alarmId) {
        int colon = alarmId.lastIndexOf(':');
        Integer tag = colon < 0 ? null : tags.get(alarmId.substring(0, colon));
        return tag == null ? -1 : slot(tag, alarmId.substring(colon + 1));
    }

    private int slot(int tag, String condition) {
        int end = tag + 1 < plan.tags().size() ? plan.firstSlot(tag + 1) : plan.slots();
        for (int slot = plan.firstSlot(tag); slot < end; slot++) {
            if (plan.condition(slot).name().equals(condition)) {
                return slot;
            }
        }
        return -1;
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    void write(StateWriter snapshot) {
        snapshot.putInt(byId.size());
        byId.values().forEach(alarm -> alarm.write(snapshot));
        snapshot.putInt(answered.size());
        answered.values().forEach(reply -> reply.write(snapshot));
    }

    void read(StateReader snapshot) {
        int alarms = snapshot.takeInt();
        for (int i = 0; i < alarms; i++) {
            Alarm alarm = Alarm.read(site, snapshot, out);
            byId.put(alarm.definition().id(), alarm);
        }
        int replies = snapshot.takeInt();
        for (int i = 0; i < replies; i++) {
            remember(Reply.read(snapshot));
        }
    }

    // ---- alarms -----------------------------------------------------------------------------------------------------

    /** Every alarm that was ever raised, in the order of its first raise. */
    List<AlarmStatus> statuses() {
        List<AlarmStatus> all = new ArrayList<>(byId.size());
        byId.values().forEach(alarm -> all.add(alarm.status()));
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
        return byId.computeIfAbsent(definition.id(), id -> new Alarm(site, definition, out));
    }
}
