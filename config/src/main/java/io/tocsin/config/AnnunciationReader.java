package io.tocsin.config;

import io.tocsin.config.AlarmClass.Shelving;
import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how people are told of alarms: positions and shifts of park.yaml, the rest of rules.yaml. */
final class AnnunciationReader {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final Parser<String> ID = Values.TOPIC_LEVEL;
    private static final Parser<List<LocalTime>> SHIFTS = Values.list(AnnunciationReader::time);
    private static final Parser<String> LINE = Values.line(256);
    private static final Parser<Shelving> SHELVING = Values.word(Shelving.class, AnnunciationReader::word);
    /** A duration, or {@code off} for never. */
    private static final Parser<Long> SPAN = (node, path, reading) -> Values.isWord(node, "off", path, reading)
            ? Long.valueOf(0)
            : Values.POSITIVE_DURATION_MS.parse(node, path, reading);

    private final Owners owners;
    private final MatchReader matches;
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Annunciation.ClassOf> classOf = new ArrayList<>();
    private final List<Annunciation.Responsible> responsibility = new ArrayList<>();
    private final List<Annunciation.ResponseOf> responses = new ArrayList<>();
    private final List<Annunciation.Parent> parents = new ArrayList<>();
    private final List<Warnings.Rule> warnings = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();
    private Annunciation.Shelving shelving = Annunciation.Shelving.defaults();
    private boolean warns;

    /** A position that something names: it may stand further down. */
    private record Mention(String position, Place place, Problems problems) {}

    /** A match and where it stands: whether it means any alarm is known only with the tags. */
    private record Written(AlarmMatch match, Place place, Problems problems) {}

    /** An alarm from which others follow: whether it is one is known only with the tags. */
    private record Cause(String alarmId, AlarmMatch children, Place place, Problems problems) {}

    AnnunciationReader(Owners owners) {
        this.owners = owners;
        matches = new MatchReader(owners);
    }

    // ---- park.yaml --------------------------------------------------------------------------------------------------

    void park(Fields park) {
        List<LocalTime> shifts = park.read("shifts", SHIFTS);
        if (shifts != null) {
            shelving = new Annunciation.Shelving(
                    shelving.longestMs(), shelving.most(), shelving.confirmWithinMs(), shifts);
        }
        park.each("positions", Shape.POSITION, this::position);
        if (park.has("positions")) {
            positionsPlace = park.place("positions");
            positionsProblems = park.reading().problems();
            loops(park);
        }
    }

    private void position(Fields fields) {
        String id = fields.required("id", ID);
        Text name = fields.read("name", Values.LABEL, Text.of(id == null ? "" : id));
        String enterprise = owners.reference(fields, "enterprise");
        String next = fields.read("escalatesTo", this::mention);
        List<String> contacts = fields.read("contacts", Values.list(LINE), List.of());
        if (id != null) {
            fields.addTo(positions, id, new Position(id, name, enterprise, next, contacts));
        }
    }

    private @Nullable String mention(YamlNode node, Path path, Reading reading) {
        String id = ID.parse(node, path, reading);
        if (id != null) {
            mentions.add(new Mention(id, reading.place(node, path), reading.problems()));
        }
        return id;
    }

    /** Who hands on to himself, at whatever distance, hands on to nobody. */
    private void loops(Fields park) {
        for (Position position : positions.values()) {
            Set<String> seen = new LinkedHashSet<>();
            Position at = position;
            while (at != null && seen.add(at.id())) {
                at = at.escalatesTo() == null ? null : positions.get(at.escalatesTo());
            }
            if (at != null && at.id().equals(position.id())) {
                Text wanted = Wording.text("逐级上报不成环", "escalation that ends somewhere");
                park.reading()
                        .problems()
                        .error(
                                park.place("positions"),
                                Wording.expected(wanted, Text.of(String.join(" -> ", seen) + " -> " + at.id())));
                return;
            }
        }
    }

    // ---- rules.yaml -------------------------------------------------------------------------------------------------

    void rules(Fields rules) {
        rules.each("classes", Shape.ALARM_CLASS, this::alarmClass);
        rules.each("classOf", Shape.CLASS_OF, this::classOf);
        rules.each("responsibility", Shape.RESPONSIBLE, this::responsible);
        rules.each("responses", Shape.RESPONSE_OF, this::response);
        rules.each("suppression", Shape.PARENT, this::parent);
        rules.read("shelving", this::shelving);
        warns = rules.has("earlyWarning");
        rules.each("earlyWarning", Shape.WARNING, this::warning);
    }

    private void alarmClass(Fields fields) {
        String id = fields.required("id", ID);
        AlarmClass otherwise = Annunciation.standard().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(AlarmClass.PROCESS);
        AlarmClass read = new AlarmClass(
                id == null ? "" : id,
                fields.read("acknowledge", Values.YES_OR_NO, otherwise.acknowledged()),
                fields.read("latching", Values.YES_OR_NO, otherwise.latching()),
                fields.read("reAlarm", SPAN, otherwise.reAlarmMs()),
                fields.read("handling", Values.YES_OR_NO, otherwise.handled()),
                fields.read("shelving", SHELVING, otherwise.shelving()),
                fields.read("acknowledgeWithin", SPAN, otherwise.acknowledgeWithinMs()),
                fields.read("handleWithin", SPAN, otherwise.handleWithinMs()));
        if (read.latching() && !read.acknowledged()) {
            Text wanted = Wording.text("锁定的报警需要确认（`acknowledge: true`）", "acknowledge: true of a class that latches");
            fields.reading().problems().error(fields.place("acknowledge"), Wording.expected(wanted, Text.of("false")));
        }
        if (id != null) {
            fields.addTo(owners.classes(), id, read);
        }
    }

    private @Nullable AlarmMatch match(Fields fields, String name) {
        AlarmMatch match = fields.required(name, matches::read);
        if (match != null) {
            written.add(new Written(match, fields.place(name), fields.reading().problems()));
        }
        return match;
    }

    private void classOf(Fields fields) {
        AlarmMatch match = match(fields, "match");
        String id = fields.required("class", owners::alarmClass);
        if (match != null && id != null) {
            classOf.add(new Annunciation.ClassOf(match, id));
        }
    }

    private void responsible(Fields fields) {
        AlarmMatch match = match(fields, "match");
        String position = fields.required("position", this::mention);
        List<String> informed = fields.read("informed", Values.list(this::mention), List.of());
        if (match != null && position != null) {
            responsibility.add(new Annunciation.Responsible(match, position, informed));
        }
    }

    private void response(Fields fields) {
        AlarmMatch match = match(fields, "match");
        Response response = fields.required("response", ResponseReader::read);
        if (match != null && response != null) {
            responses.add(new Annunciation.ResponseOf(match, response));
        }
    }

    private void parent(Fields fields) {
        String alarm = fields.required("while", LINE);
        AlarmMatch match = match(fields, "suppress");
        if (alarm != null && match != null) {
            parents.add(new Annunciation.Parent(alarm, match));
            causes.add(new Cause(
                    alarm, match, fields.place("while"), fields.reading().problems()));
        }
    }

    private @Nullable Fields shelving(YamlNode node, Path path, Reading reading) {
        Fields fields = Fields.of(node, Shape.SHELVING, path, reading);
        if (fields != null) {
            shelving = new Annunciation.Shelving(
                    fields.read("longest", Values.POSITIVE_DURATION_MS, shelving.longestMs()),
                    fields.read("most", Values.integer(0, 100_000), shelving.most()),
                    fields.read("confirmWithin", Values.POSITIVE_DURATION_MS, shelving.confirmWithinMs()),
                    shelving.shifts());
        }
        return fields;
    }

    private void warning(Fields fields) {
        Warnings.Colour colour = fields.required("colour", COLOUR);
        AlarmMatch match = match(fields, "match");
        int count = fields.read("count", Values.integer(1, 1_000_000), 1);
        if (colour != null && match != null) {
            warnings.add(new Warnings.Rule(colour, match, count));
        }
    }

    private static final List<String> COLOUR_WORDS = List.of("RED", "ORANGE", "YELLOW", "BLUE");
    private static final Parser<Warnings.Colour> COLOUR = (node, path, reading) -> {
        String word = Values.word(COLOUR_WORDS).parse(node, path, reading);
        return word == null ? null : Warnings.Colour.valueOf(word);
    };

    private static String word(Shelving shelving) {
        return switch (shelving) {
            case ALLOWED -> "allowed";
            case SECOND_PERSON -> "secondPerson";
            case FORBIDDEN -> "forbidden";
        };
    }

    private static @Nullable LocalTime time(YamlNode node, Path path, Reading reading) {
        String text = Values.TEXT.parse(node, path, reading);
        Matcher parts = text == null ? null : TIME.matcher(text);
        if (parts == null || parts.matches()) {
            return parts == null
                    ? null
                    : LocalTime.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }
        Values.refuse(node, Wording.text("本地时刻，如 \"08:00\"", "a local time such as \"08:00\""), path, reading);
        return null;
    }

    // ---- the whole --------------------------------------------------------------------------------------------------

    Annunciation annunciation() {
        for (Mention mention : mentions) {
            if (!positions.containsKey(mention.position())) {
                Text wanted = Wording.text("park.yaml 中的岗位", "a position of park.yaml");
                mention.problems()
                        .error(
                                mention.place(),
                                Wording.expected(wanted, Text.of(Wording.quoted(mention.position()))),
                                Names.nearest(mention.position(), positions.keySet()));
            }
        }
        return new Annunciation(
                List.copyOf(owners.classes().values()),
                classOf,
                List.copyOf(positions.values()),
                responsibility,
                responses,
                parents,
                shelving,
                warns ? new Warnings(warnings) : Warnings.STANDARD);
    }

    // ---- beside the tags --------------------------------------------------------------------------------------------

    /** What can be said only when every tag is known: rules that mean no alarm, alarms that nobody is responsible for. */
    void check(Site site, Map<String, Place> places, Problems problems) {
        if (places.isEmpty()) {
            return;
        }
        List<AlarmKind> alarms = new ArrayList<>();
        for (Tag tag : site.tags()) {
            tag.conditions().forEach(spec -> alarms.add(AlarmKind.of(tag, spec)));
        }
        for (Rule rule : site.rules()) {
            Rule.Alarm alarm = rule.alarm();
            if (alarm != null) {
                alarms.add(AlarmKind.of(rule, alarm));
            }
        }
        for (Written each : written) {
            boolean ofTags = each.match().categories().isEmpty()
                    || each.match().categories().equals(List.of("PROCESS"));
            if (ofTags
                    && !each.match().equals(AlarmMatch.ANY)
                    && alarms.stream().noneMatch(each.match()::matches)) {
                Text wanted = Wording.text("至少匹配一条报警", "a match that means at least one alarm of a tag");
                each.problems().warning(each.place(), Wording.expected(wanted, Wording.NOTHING));
            }
        }
        causes.forEach(cause -> check(cause, alarms));
        responsible(alarms, site.annunciation());
        for (Tag tag : site.tags()) {
            Place place = places.get(tag.id());
            if (place != null) {
                response(tag, site, place, problems);
                silence(tag, site, place, problems);
            }
        }
    }

    private static void check(Cause cause, List<AlarmKind> alarms) {
        List<String> known = alarms.stream().map(AlarmKind::alarmId).toList();
        if (!known.contains(cause.alarmId())) {
            Text wanted = Wording.text("站点中的报警 位号:条件", "an alarm of the site, <tag>:<condition>");
            Text was = Text.of(Wording.quoted(cause.alarmId()));
            cause.problems().error(cause.place(), Wording.expected(wanted, was), Names.nearest(cause.alarmId(), known));
            return;
        }
        boolean ofItself = alarms.stream()
                .anyMatch(alarm -> alarm.alarmId().equals(cause.alarmId())
                        && cause.children().matches(alarm));
        if (ofItself) {
            Text wanted = Wording.text("不包括 `while` 自身的报警", "alarms other than the one in `while`");
            cause.problems().error(cause.place(), Wording.expected(wanted, Text.of(Wording.quoted(cause.alarmId()))));
        }
    }

    private void responsible(List<AlarmKind> alarms, Annunciation rules) {
        List<AlarmKind> nobodys = alarms.stream()
                .filter(alarm -> rules.responsible(alarm).isEmpty())
                .toList();
        Place place = positionsPlace;
        Problems problems = positionsProblems;
        if (place != null && problems != null && !nobodys.isEmpty()) {
            Text wanted = Wording.text(
                    "每条报警有负责岗位（`responsibility`）", "a responsible position for every alarm (responsibility)");
            String some = nobodys.size() + ": " + nobodys.get(0).alarmId();
            problems.warning(
                    place,
                    Wording.expected(wanted, Wording.text("没有的 ", "none for ").with(some)));
        }
    }

    /** Whoever says what to do about some alarms is told of those that he forgot. */
    private void response(Tag tag, Site site, Place place, Problems problems) {
        if (responses.isEmpty()) {
            return;
        }
        List<String> silent = new ArrayList<>();
        for (ConditionSpec spec : tag.conditions()) {
            Tag.Said said = tag.said(spec.condition());
            Response response = site.annunciation().response(AlarmKind.of(tag, spec), said.response());
            boolean ofInstrument =
                    site.annunciation().alarmClass(tag, spec, said).id().equals(AlarmClass.INSTRUMENT.id());
            if (!ofInstrument
                    && response.cause() == null
                    && response.consequence() == null
                    && response.action() == null) {
                silent.add(spec.condition().name());
            }
        }
        if (!silent.isEmpty()) {
            Text wanted = Wording.text("每条过程报警有处置说明（`response`）", "a response for every alarm of the process");
            Text was = Wording.text("没有的 ", "none for ").with(String.join(" ", silent));
            problems.warning(place, Wording.expected(wanted, was));
        }
    }

    /** One gateway that is offline is told before its tags are stale. */
    private static void silence(Tag tag, Site site, Place place, Problems problems) {
        Site.Gateway gateway = site.gateways().stream()
                .filter(each -> each.id().equals(tag.gateway()))
                .findFirst()
                .orElse(null);
        for (ConditionSpec spec : tag.conditions()) {
            if (gateway != null
                    && spec instanceof ConditionSpec.Stale stale
                    && stale.timeoutMs() < gateway.timeoutMs() + 1_000) {
                String least = Wording.duration(gateway.timeoutMs() + 1_000);
                Text wanted = Wording.text(
                        "`stale.timeout` 不短于 " + least + "（网关的 timeout + 1s）",
                        "a stale.timeout of at least " + least + ", its gateway's timeout + 1s");
                problems.warning(place, Wording.expected(wanted, Text.of(Wording.duration(stale.timeoutMs()))));
            }
        }
    }

    private @Nullable Place positionsPlace;
    private @Nullable Problems positionsProblems;
}
