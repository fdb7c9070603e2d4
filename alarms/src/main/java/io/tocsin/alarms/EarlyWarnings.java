package io.tocsin.alarms;

import io.tocsin.alarms.Warning.Subject;
import io.tocsin.config.AlarmKind;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Metric;
import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Warnings;
import io.tocsin.config.Warnings.Colour;
import io.tocsin.rules.Plan;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The early warning of each unit, each enterprise and the park: the most severe colour whose rule is met by what stands,
 * and UNKNOWN above YELLOW while a point that is needed is dark. Conditions count whether or not people are told of them. A
 * site that names no park has none to warn of.
 */
final class EarlyWarnings {
    private static final Set<Metric> REQUIRED =
            EnumSet.of(Metric.LEVEL, Metric.PRESSURE, Metric.TEMPERATURE, Metric.GAS);

    /** Whom a warning is about, and what stands there. */
    private static final class Place {
        private final Subject subject;
        private final String id;
        /** Alarms that stand, by rule. */
        private final List<NavigableSet<String>> met = new ArrayList<>();

        private final NavigableSet<String> dark = new TreeSet<>();
        private @Nullable Warning told;
        private int events;

        Place(Subject subject, String id, int rules) {
            this.subject = subject;
            this.id = id;
            for (int i = 0; i < rules; i++) {
                met.add(new TreeSet<>());
            }
        }
    }

    private final String site;
    private final List<Warnings.Rule> rules;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Tag> tags = new LinkedHashMap<>();
    private final Map<String, String> hazardOfTank = new LinkedHashMap<>();
    private final Map<String, AlarmKind> composites = new LinkedHashMap<>();
    private final Set<Place> changed = new LinkedHashSet<>();
    private boolean telling;

    EarlyWarnings(Site site, Plan plan) {
        this.site = site.park().id();
        rules = site.annunciation().warnings().rules();
        if (!site.park().id().equals(Site.UNNAMED)) {
            add(Subject.PARK, site.park().id());
        }
        site.enterprises().forEach(enterprise -> add(Subject.ENTERPRISE, enterprise.id()));
        site.ground().hazards().forEach(hazard -> add(Subject.UNIT, hazard.id()));
        site.tanks().stream()
                .filter(tank -> tank.hazard() != null)
                .forEach(tank -> hazardOfTank.put(tank.id(), String.valueOf(tank.hazard())));
        plan.tags().forEach(tag -> tags.put(tag.id(), tag));
        for (Rule rule : site.rules()) {
            Rule.Alarm alarm = rule.alarm();
            if (alarm != null) {
                composites.put(rule.alarmId(), AlarmKind.of(rule, alarm));
            }
        }
    }

    private void add(Subject subject, String id) {
        places.put(key(subject, id), new Place(subject, id, rules.size()));
    }

    private static String key(Subject subject, String id) {
        return subject.name() + ":" + id;
    }

    private List<Place> of(@Nullable String tank, @Nullable String enterprise) {
        List<Place> found = new ArrayList<>();
        take(found, Subject.PARK, site);
        take(found, Subject.ENTERPRISE, enterprise);
        take(found, Subject.UNIT, tank == null ? null : hazardOfTank.get(tank));
        return found;
    }

    private void take(List<Place> found, Subject subject, @Nullable String id) {
        Place place = id == null ? null : places.get(key(subject, id));
        if (place != null) {
            found.add(place);
        }
    }

    // ---- what happens -----------------------------------------------------------------------------------------------

    /** An alarm stands, or no longer; one that is out of service or being worked on says nothing of the plant. */
    void alarm(Definition definition, boolean standing) {
        Tag tag = definition.tag() == null ? null : tags.get(definition.tag());
        AlarmKind kind = kind(definition, tag);
        String tank = tag == null ? kind.tank() : tag.tank();
        for (int rule = 0; rule < rules.size(); rule++) {
            if (rules.get(rule).match().matches(kind)) {
                for (Place place : of(tank, definition.enterprise())) {
                    note(place, place.met.get(rule), definition.id(), standing);
                }
            }
        }
    }

    private AlarmKind kind(Definition definition, @Nullable Tag tag) {
        if (tag != null) {
            for (ConditionSpec spec : tag.conditions()) {
                if (spec.condition().name().equals(definition.condition())) {
                    return AlarmKind.of(tag, spec);
                }
            }
        }
        AlarmKind ofRule = composites.get(definition.id());
        if (ofRule != null) {
            return ofRule;
        }
        return AlarmKind.of(
                definition.id(),
                definition.category(),
                definition.enterprise(),
                definition.condition(),
                definition.priority());
    }

    /** A tag cannot be seen for a reason, or no longer for that one. */
    void dark(String tagId, String reason, boolean standing) {
        Tag tag = tags.get(tagId);
        if (tag != null && isRequired(tag)) {
            for (Place place : of(tag.tank(), tag.enterprise())) {
                note(place, place.dark, reason, standing);
            }
        }
    }

    /** True where a unit cannot be called calm without it. */
    static boolean isRequired(Tag tag) {
        return REQUIRED.contains(Metric.of(tag.metric()))
                && tag.tank() != null
                && tag.conditions().stream().anyMatch(spec -> spec.condition().compareTo(Condition.DEV) < 0);
    }

    private void note(Place place, Set<String> among, String id, boolean standing) {
        boolean other = standing ? among.add(id) : among.remove(id);
        if (other) {
            changed.add(place);
        }
    }

    /** From now on it is told: first how each place stands. */
    void begin() {
        if (!telling) {
            telling = true;
            changed.addAll(places.values());
        }
    }

    /** Tells what became another. */
    void flush(Setting at) {
        if (changed.isEmpty() || !telling) {
            return;
        }
        long timeMs = at.nowMs();
        List<Place> now = new ArrayList<>(changed);
        changed.clear();
        for (Place place : now) {
            Colour known = known(place);
            Colour colour = place.dark.isEmpty() || known.compareTo(Colour.UNKNOWN) < 0 ? known : Colour.UNKNOWN;
            List<String> reasons = reasons(place, colour);
            Warning told = place.told;
            if (told == null
                    || told.colour() != colour
                    || told.known() != known
                    || !told.reasons().equals(reasons)) {
                place.events++;
                String id = site + "~warning~" + place.subject.name() + ":" + place.id + "." + place.events;
                place.told = new Warning(id, place.subject, place.id, colour, known, reasons, timeMs, timeMs);
                at.out().warning(place.told);
            }
        }
    }

    private Colour known(Place place) {
        Colour known = Colour.NONE;
        for (int rule = 0; rule < rules.size(); rule++) {
            boolean met = place.met.get(rule).size() >= rules.get(rule).count();
            Colour colour = rules.get(rule).colour();
            known = met && colour.compareTo(known) < 0 ? colour : known;
        }
        return known;
    }

    private List<String> reasons(Place place, Colour colour) {
        if (colour == Colour.UNKNOWN) {
            return place.dark.stream().limit(Warning.REASONS_MAX).toList();
        }
        NavigableSet<String> all = new TreeSet<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            if (rules.get(rule).colour() == colour
                    && place.met.get(rule).size() >= rules.get(rule).count()) {
                place.met.get(rule).stream().limit(Warning.REASONS_MAX).forEach(all::add);
            }
        }
        return all.stream().limit(Warning.REASONS_MAX).toList();
    }

    /** As they were told, in the order of the site; none before the first. */
    List<Warning> told() {
        List<Warning> all = new ArrayList<>();
        for (Place place : places.values()) {
            if (place.told != null) {
                all.add(place.told);
            }
        }
        return all;
    }

    // ---- configuration, snapshot ------------------------------------------------------------------------------------

    /** Goes on from how they were told; what stands is noted anew by the caller. */
    void adopt(EarlyWarnings old) {
        telling = old.telling;
        places.forEach((key, place) -> {
            Place before = old.places.get(key);
            if (before != null) {
                place.told = before.told;
                place.events = before.events;
            }
        });
        changed.addAll(places.values());
    }

    void write(StateWriter out) {
        out.putBoolean(telling);
        for (Place place : places.values()) {
            out.putInt(place.events);
            Warning told = place.told;
            out.putBoolean(told != null);
            if (told != null) {
                write(out, told);
            }
        }
    }

    private static void write(StateWriter out, Warning told) {
        out.putText(told.eventId());
        out.putText(told.colour().name());
        out.putText(told.known().name());
        out.putInt(told.reasons().size());
        told.reasons().forEach(out::putText);
        out.putLong(told.timeMs());
        out.putLong(told.recordedTimeMs());
    }

    /** What stands is noted by the caller; it was told already. */
    void read(StateReader in) {
        telling = in.takeBoolean();
        for (Place place : places.values()) {
            place.events = in.takeInt();
            place.told = in.takeBoolean() ? read(in, place) : null;
        }
        changed.clear();
    }

    private static Warning read(StateReader in, Place place) {
        String id = in.takeText();
        Colour colour = Colour.valueOf(in.takeText());
        Colour known = Colour.valueOf(in.takeText());
        int count = in.takeInt();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reasons.add(in.takeText());
        }
        return new Warning(id, place.subject, place.id, colour, known, reasons, in.takeLong(), in.takeLong());
    }
}
