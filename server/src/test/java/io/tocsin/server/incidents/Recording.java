package io.tocsin.server.incidents;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Warnings.Colour;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.gates.JudgedPassage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that came out of one play, and what the operator's list showed meanwhile; nobody acknowledges anything. */
final class Recording implements AlarmSink {
    /** Something that was said, and how many lines the list had after the input that brought it about. */
    record Said(Object what, int lines) {}

    private final List<AlarmEvent> events = new ArrayList<>();
    private final List<AlarmEvent> missed = new ArrayList<>();
    private final List<JudgedPassage> passages = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<String, AlarmStatus> statuses = new TreeMap<>();
    private final Map<String, Warning> warnings = new TreeMap<>();
    private final Map<String, Colour> worst = new LinkedHashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final List<Object> now = new ArrayList<>();
    private final Set<String> linesEver = new LinkedHashSet<>();
    private int linesMost;
    private int step;
    private long nowMs;
    private long heldBackMs;

    void begin(int number, long atMs) {
        step = number;
        nowMs = atMs;
    }

    void end() {
        if (now.isEmpty()) {
            return;
        }
        Set<String> lines = lines();
        linesEver.addAll(lines);
        linesMost = Math.max(linesMost, lines.size());
        now.forEach(what -> said.add(new Said(what, lines.size())));
        now.clear();
    }

    /** An alarm that is not over is a line unless something keeps people from being told of it; a group is one. */
    private Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        for (AlarmStatus status : statuses.values()) {
            AlarmStatus.People people = status.people();
            if (status.state() != AlarmState.NORMAL && !people.suppressed().isSilent()) {
                lines.add(people.group() == null ? status.definition().id() : people.group());
            }
        }
        return lines;
    }

    @Override
    public void event(AlarmEvent event, AlarmStatus status) {
        events.add(event);
        statuses.put(event.definition().id(), status);
        now.add(event);
        Fact.of(step, nowMs, event).ifPresent(facts::add);
    }

    @Override
    public void missed(AlarmEvent event) {
        missed.add(event);
        now.add(event);
    }

    @Override
    public void reply(Reply reply) {
        throw new AssertionError("expected no reply, for nobody asked: " + reply);
    }

    @Override
    public void passage(JudgedPassage passage) {
        passages.add(passage);
    }

    @Override
    public void removed(Definition definition, long recordedTimeMs) {
        throw new AssertionError("expected one configuration, was another: " + definition);
    }

    @Override
    public void warning(Warning warning) {
        String place = warning.subject() + " " + warning.id();
        Colour before = worst.getOrDefault(place, Colour.NONE);
        worst.put(place, warning.colour().compareTo(before) < 0 ? warning.colour() : before);
        Warning told = warnings.put(place, warning);
        if (told == null || told.colour() != warning.colour() || told.known() != warning.known()) {
            now.add(warning);
        }
    }

    void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    void heldBack(long forMs) {
        heldBackMs = Math.max(heldBackMs, forMs);
    }

    List<AlarmEvent> events() {
        return events;
    }

    List<AlarmEvent> missed() {
        return missed;
    }

    List<JudgedPassage> passages() {
        return passages;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    List<Fact> facts() {
        return facts;
    }

    List<Said> said() {
        return said;
    }

    AlarmStatus status(String alarm) {
        AlarmStatus status = statuses.get(alarm);
        if (status == null) {
            throw new AssertionError("expected to have heard of " + alarm + ", was " + statuses.keySet());
        }
        return status;
    }

    /** The longest time beyond a limit that raised nothing. */
    long heldBackMs() {
        return heldBackMs;
    }

    /** Alarms of which people were told, in order, as often as they were. */
    List<String> rings() {
        return events.stream()
                .filter(event -> event.told().annunciated())
                .map(event -> event.definition().id())
                .toList();
    }

    long raises() {
        return events.stream()
                .filter(event -> event.type() == AlarmEvent.Type.RAISED)
                .count();
    }

    /** Lines that were on the list at some time. */
    int linesShown() {
        return linesEver.size();
    }

    int linesMost() {
        return linesMost;
    }

    /** The colour of a place now, as {@code UNIT HZ-E1-01}. */
    Warning warning(String place) {
        Warning warning = warnings.get(place);
        if (warning == null) {
            throw new AssertionError("expected to have heard of " + place + ", was " + warnings.keySet());
        }
        return warning;
    }

    /** The most severe colour of each place. */
    Map<String, Colour> worst() {
        return worst;
    }
}
