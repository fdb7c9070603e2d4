package io.tocsin.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides how people are told of alarms, and what they may do with them; conditions know nothing of it.
 *
 * @param responsibility the first that matches says whose an alarm is
 * @param responses each that matches adds what the ones before it did not say
 */
public record Annunciation(
        List<AlarmClass> classes,
        List<ClassOf> classOf,
        List<Position> positions,
        List<Responsible> responsibility,
        List<ResponseOf> responses,
        List<Parent> parents,
        Shelving shelving,
        Warnings warnings) {
    public static final Annunciation NONE = new Annunciation(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Shelving.defaults(), Warnings.STANDARD);

    public Annunciation {
        classes = List.copyOf(classes);
        classOf = List.copyOf(classOf);
        positions = List.copyOf(positions);
        responsibility = List.copyOf(responsibility);
        responses = List.copyOf(responses);
        parents = List.copyOf(parents);
    }

    /** Alarms that are of a class; the first that matches counts, and what a limit says itself goes before it. */
    public record ClassOf(AlarmMatch match, String alarmClass) {}

    /**
     * Whose an alarm is.
     *
     * @param informed positions that are told as well
     */
    public record Responsible(AlarmMatch match, String position, List<String> informed) {
        public Responsible {
            informed = List.copyOf(informed);
        }
    }

    /** What there is to know and do about these alarms. */
    public record ResponseOf(AlarmMatch match, Response response) {}

    /** While an alarm is active, others that follow from it are suppressed by design. */
    public record Parent(String alarmId, AlarmMatch children) {}

    /**
     * What a person may shelve.
     *
     * @param longestMs no shelving lasts longer
     * @param most so many of one position at once
     * @param confirmWithinMs how long a second person has
     * @param shifts local times at which shifts begin: a shelving ends with its shift; none = no shifts
     */
    public record Shelving(long longestMs, int most, long confirmWithinMs, List<LocalTime> shifts) {
        public Shelving {
            shifts = List.copyOf(shifts);
        }

        /** When the shift ends that is on at this time; {@link Long#MAX_VALUE} where there are no shifts. */
        public long shiftEndMs(ZoneId zone, long nowMs) {
            LocalDate today = Instant.ofEpochMilli(nowMs).atZone(zone).toLocalDate();
            long end = Long.MAX_VALUE;
            for (int day = 0; day <= 1; day++) {
                for (LocalTime start : shifts) {
                    long at = today.plusDays(day)
                            .atTime(start)
                            .atZone(zone)
                            .toInstant()
                            .toEpochMilli();
                    end = at > nowMs ? Math.min(end, at) : end;
                }
            }
            return end;
        }

        public static Shelving defaults() {
            return new Shelving(28_800_000, 20, 600_000, List.of(LocalTime.of(8, 0), LocalTime.of(20, 0)));
        }
    }

    public Optional<Position> position(String id) {
        return positions.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Whose an alarm is; empty where nobody in particular is responsible. */
    public Optional<Responsible> responsible(AlarmKind alarm) {
        return responsibility.stream()
                .filter(each -> each.match().matches(alarm))
                .findFirst();
    }

    /** What there is to know and do about an alarm: its own words first. */
    public Response response(AlarmKind alarm, Response own) {
        Response all = own;
        for (ResponseOf each : responses) {
            all = each.match().matches(alarm) ? all.orElse(each.response()) : all;
        }
        return all;
    }

    /** The class of a tag's alarm. It latches where it says so itself, else where its class does. */
    public AlarmClass alarmClass(Tag tag, ConditionSpec spec, Tag.Said said) {
        Optional<AlarmClass> chosen = classNamed(said.alarmClass()).or(() -> ofRule(AlarmKind.of(tag, spec)));
        AlarmClass standard = standard(tag, spec.condition());
        AlarmClass alarmClass = chosen.orElseGet(() -> named(standard));
        Boolean latches = said.latches();
        if (latches != null) {
            return alarmClass.latching(latches);
        }
        // What a metric has by itself holds only where the site has no word on it.
        boolean spoken = chosen.isPresent() || classes.contains(alarmClass);
        return spoken ? alarmClass : alarmClass.latching(spec.latching());
    }

    /** The class of a composite rule's alarm. */
    public AlarmClass alarmClass(Rule rule, Rule.Alarm alarm) {
        AlarmClass alarmClass = classNamed(alarm.said().alarmClass())
                .or(() -> ofRule(AlarmKind.of(rule, alarm)))
                .orElseGet(() -> named(AlarmClass.PROCESS));
        Boolean latches = alarm.said().latches();
        return latches == null ? alarmClass : alarmClass.latching(latches);
    }

    /** The class of an alarm that belongs to no tag. */
    public AlarmClass alarmClass(AlarmKind alarm) {
        return ofRule(alarm)
                .orElseGet(() -> named(alarm.category().equals("ACCESS") ? AlarmClass.GATE : AlarmClass.SYSTEM));
    }

    private Optional<AlarmClass> ofRule(AlarmKind alarm) {
        return classOf.stream()
                .filter(each -> each.match().matches(alarm))
                .findFirst()
                .flatMap(each -> classNamed(each.alarmClass()));
    }

    private Optional<AlarmClass> classNamed(@Nullable String id) {
        return classes.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .or(() ->
                        standard().stream().filter(each -> each.id().equals(id)).findFirst());
    }

    /** As the site has it, where it speaks of it. */
    private AlarmClass named(AlarmClass standard) {
        return classNamed(standard.id()).orElse(standard);
    }

    /** The classes that every site has; a site may say otherwise of each. */
    public static List<AlarmClass> standard() {
        return List.of(
                AlarmClass.PROCESS,
                AlarmClass.EMERGENCY,
                AlarmClass.GAS,
                AlarmClass.TRIP,
                AlarmClass.INSTRUMENT,
                AlarmClass.GATE,
                AlarmClass.SYSTEM);
    }

    private static AlarmClass standard(Tag tag, Condition condition) {
        return switch (condition) {
            case CH, HH, LL -> AlarmClass.EMERGENCY;
            case GAS_L1, GAS_L2 -> AlarmClass.GAS;
            case STATE -> Metric.of(tag.metric()).stateLatches() ? AlarmClass.TRIP : AlarmClass.PROCESS;
            case RANGE, FLAT, BAD, STALE -> AlarmClass.INSTRUMENT;
            default -> AlarmClass.PROCESS;
        };
    }
}
