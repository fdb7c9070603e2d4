package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Entry;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds a {@link YamlNode} from the parser's events. Our own tree, because the library's keeps a mark with a window of
 * the text at both ends of every node: at 20,000 tags that is most of the memory.
 */
final class YamlTree {
    /** Deeper than any file of a site; a bound on our recursion, not on what is meant. */
    private static final int DEEPEST = 32;

    private static final Mapping NOTHING = new Mapping(Map.of(), 1, 1);
    private static final Text VALID = Wording.text("有效的 YAML", "valid YAML");

    private final String file;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<Anchor, YamlNode> anchors = new LinkedHashMap<>();

    private YamlTree(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The document; an empty mapping where it says nothing; null, with a problem, where it is no YAML. */
    static @Nullable YamlNode parse(String file, String text, Problems problems) {
        try {
            return new YamlTree(file, text, problems).document();
        } catch (Refused e) {
            problems.error(e.place, e.text);
        } catch (MarkedYamlEngineException e) {
            problems.error(place(file, e), Wording.expected(VALID, Text.of(summary(e))));
        } catch (YamlEngineException e) {
            problems.error(Place.whole(file), Wording.expected(VALID, Text.of(oneLine(e.getMessage()))));
        }
        return null;
    }

    private static Place place(String file, MarkedYamlEngineException e) {
        return e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1, Path.ROOT))
                .orElse(Place.whole(file));
    }

    private static String summary(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return oneLine(context + e.getProblem());
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").strip();
    }

    private YamlNode document() {
        skip(Event.ID.StreamStart);
        Event event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            return NOTHING;
        }
        YamlNode root = node(events.next(), Path.ROOT, 0);
        skip(Event.ID.DocumentEnd);
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw refused(after, Wording.text("单个文档", "one document"), Wording.text("第二个文档", "a second one"));
        }
        boolean nothing = root instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
        return nothing ? NOTHING : root;
    }

    private void skip(Event.ID id) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw new IllegalStateException("expected " + id + ", was " + event);
        }
    }

    private YamlNode node(Event event, Path path, int depth) {
        if (depth > DEEPEST) {
            throw refused(
                    event,
                    Wording.text("不超过 " + DEEPEST + " 层嵌套", "at most " + DEEPEST + " levels of nesting"),
                    Wording.text("更多", "more"));
        }
        if (event instanceof AliasEvent alias) {
            return anchored(alias);
        }
        YamlNode node = fresh((NodeEvent) event, path, depth);
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private YamlNode anchored(AliasEvent alias) {
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw refused(
                    alias,
                    Wording.text("此前定义过的锚点", "an anchor that was defined before"),
                    Text.of("*" + alias.getAlias().getValue()));
        }
        return node;
    }

    private YamlNode fresh(NodeEvent event, Path path, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, path);
        }
        return event instanceof MappingStartEvent mapping
                ? mapping(mapping, path, depth)
                : sequence((SequenceStartEvent) event, path, depth);
    }

    private Scalar scalar(ScalarEvent event, Path path) {
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        String tag = event.getTag().orElse("");
        if (!tag.isEmpty() && !tag.equals("!") && !tag.equals("tag:yaml.org,2002:str")) {
            tagged(event, path, tag);
        }
        Kind kind = plain && tag.isEmpty() ? Scalar.plain(event.getValue()) : Kind.TEXT;
        boolean quoted = event.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
        int textColumn = plain || quoted ? column(event) + (quoted ? 1 : 0) : 0;
        return new Scalar(event.getValue(), kind, "", line(event), column(event), textColumn);
    }

    private void tagged(Event event, Path path, String tag) {
        problems.error(place(event, path), Wording.expected("不带 YAML 标签的值", "a value without a YAML tag", tag));
    }

    private Sequence sequence(SequenceStartEvent start, Path path, int depth) {
        start.getTag().ifPresent(tag -> tagged(start, path, tag));
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, path.item(items.size()), depth + 1));
            event = events.next();
        }
        return new Sequence(items, line(start), column(start));
    }

    private Mapping mapping(MappingStartEvent start, Path path, int depth) {
        start.getTag().ifPresent(tag -> tagged(start, path, tag));
        Map<String, Entry> entries = new LinkedHashMap<>();
        Event key = events.next();
        while (key.getEventId() != Event.ID.MappingEnd) {
            YamlNode name = node(key, path, depth + 1);
            Path inside = name instanceof Scalar scalar ? path.field(scalar.text()) : path;
            YamlNode value = node(events.next(), inside, depth + 1);
            put(entries, name, inside, new Entry(line(key), column(key), value));
            key = events.next();
        }
        return new Mapping(entries, line(start), column(start));
    }

    private void put(Map<String, Entry> entries, YamlNode name, Path path, Entry entry) {
        Place place = new Place(file, entry.line(), entry.column(), path);
        if (!(name instanceof Scalar scalar)) {
            problems.error(place, Wording.expected(Wording.text("名称", "a name"), Wording.described(name, false)));
            return;
        }
        Entry first = entries.putIfAbsent(scalar.text(), entry);
        if (first != null) {
            String en =
                    "a second " + Wording.quoted(scalar.text()) + " (the first stands in line " + first.line() + ")";
            String zh = "第二个 " + Wording.quoted(scalar.text()) + "（第一个在第 " + first.line() + " 行）";
            problems.error(place, Wording.expected(Wording.text("每个名称只出现一次", "each name once"), new Text(zh, en)));
        }
    }

    private Refused refused(Event event, Text expected, Text was) {
        return new Refused(place(event, Path.ROOT), Wording.expected(expected, was));
    }

    private Place place(Event event, Path path) {
        return new Place(file, line(event), column(event), path);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }

    /** Ends the reading of this file: what follows could not be understood. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final transient Text text;

        Refused(Place place, Text text) {
            super(text.en(), null, false, false);
            this.place = place;
            this.text = text;
        }
    }
}
