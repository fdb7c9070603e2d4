package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.Tag.Range;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one tag. */
final class TagReader {
    private static final Pattern METRIC_NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Parser<String> METRIC = TagReader::metric;
    private static final Parser<String> LINE = Values.line(128);

    private final Owners owners;

    TagReader(Owners owners) {
        this.owners = owners;
    }

    /** The tag as far as it could be read; its id is empty where it has no usable one. */
    Tag read(Fields fields) {
        String id = fields.required("tag", Values.BEFORE_COLON);
        String metric = fields.read("metric", METRIC, Metric.VALUE.name());
        String gateway = owners.reference(fields, "gateway");
        String tank = owners.reference(fields, "tank");
        String said = owners.reference(fields, "enterprise");
        Measured measured = Measured.read(fields);
        long intervalMs = fields.read("interval", Values.POSITIVE_DURATION_MS, 0L);
        SortedMap<Double, String> states = fields.read("states", States::read, new TreeMap<>());
        List<Watched> watched = new Conditions(fields, Metric.of(metric), intervalMs, states).read(measured);
        Range range = measured == null ? null : measured.range();
        new TagChecks(fields, watched, intervalMs).warn(range);
        return new Tag(
                id == null ? "" : id,
                metric,
                fields.read("unit", LINE),
                range,
                intervalMs,
                Metric.of(metric).maxAgeMs(),
                owners.enterprise(fields, said, gateway, tank),
                gateway,
                tank,
                fields.read("area", LINE),
                states,
                watched.stream().map(Watched::spec).toList(),
                said(fields, watched));
    }

    private SortedMap<Condition, Tag.Said> said(Fields tag, List<Watched> watched) {
        String alarmClass = tag.read("class", owners::alarmClass);
        Response response = tag.read("response", ResponseReader::read, Response.NONE);
        String when = tag.read("when", owners::rule);
        SortedMap<Condition, Tag.Said> all = new TreeMap<>();
        for (Watched each : watched) {
            Fields own = each.own();
            Tag.Said said = own == null
                    ? new Tag.Said(alarmClass, response, Tag.Basis.NONE, null, when)
                    : new Tag.Said(
                            own.has("class") ? own.read("class", owners::alarmClass) : alarmClass,
                            own.read("response", ResponseReader::read, Response.NONE)
                                    .orElse(response),
                            Tag.Basis.NONE,
                            own.has("latching") ? each.spec().latching() : null,
                            own.has("when") ? own.read("when", owners::rule) : when);
            if (!said.equals(Tag.Said.NOTHING)) {
                all.put(each.spec().condition(), said);
            }
        }
        return all;
    }

    /** The catalogue is open; a name that looks like a slip of the pen is worth a warning all the same. */
    private static @Nullable String metric(YamlNode node, Path path, Reading reading) {
        String name = Values.TEXT.parse(node, path, reading);
        if (name == null || Metric.known(name).isPresent()) {
            return name;
        }
        String nearest = Names.nearest(name, Metric.names());
        if (!METRIC_NAME.matcher(name).matches()) {
            Text wanted = Wording.text("大写的指标名，如 LEVEL", "a metric in capitals such as LEVEL");
            Text message = Wording.expected(wanted, Wording.described(node, false));
            reading.problems().error(reading.place(node, path), message, nearest);
            return null;
        }
        if (nearest != null) {
            Text message = Wording.expected("目录中的指标", "a metric of the catalogue", name);
            reading.problems().warning(reading.place(node, path), message, nearest);
        }
        return name;
    }
}
