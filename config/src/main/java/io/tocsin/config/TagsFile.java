package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tags of {@code tags.yaml} and of {@code tags.csv}, of which a site must have one. */
final class TagsFile {
    static final String NAME = "tags.yaml";

    private final TagReader reader;
    private final Map<String, Place> seen = new LinkedHashMap<>();
    private final List<Tag> tags = new ArrayList<>();

    private final Amendments amendments;

    TagsFile(Owners owners) {
        this(owners, new Amendments(null, owners, new Problems()));
    }

    /** @param amendments what a table of alarms says of the tags */
    TagsFile(Owners owners, Amendments amendments) {
        this.reader = new TagReader(owners);
        this.amendments = amendments;
    }

    /** Takes in the tags of one more file. */
    void read(YamlNode root, Reading reading) {
        Fields fields = Fields.of(root, Shape.TAGS_FILE, Path.ROOT, amendments.grafted(reading));
        if (fields != null) {
            fields.required("tags", this::all);
        }
    }

    /** Where each tag is written, by its id. */
    Map<String, Place> places() {
        return seen;
    }

    /** In the order of the files. */
    List<Tag> tags() {
        return tags;
    }

    /** Takes in a list of tags. */
    @Nullable
    List<Tag> all(YamlNode node, Path path, Reading reading) {
        if (!(node instanceof Sequence list)) {
            Values.refuse(node, Wording.LIST, path, reading);
            return null;
        }
        if (list.items().isEmpty()) {
            Text wanted = Wording.text("至少一个位号", "at least one tag");
            reading.problems().warning(reading.place(node, path), Wording.expected(wanted, Wording.NOTHING));
        }
        for (int i = 0; i < list.items().size(); i++) {
            YamlNode tag = amendments.amended(list.items().get(i), path.item(i), reading);
            Fields fields = Fields.of(tag, Shape.TAG, path.item(i), reading);
            if (fields != null) {
                add(fields);
            }
        }
        return tags;
    }

    private void add(Fields fields) {
        Tag tag = reader.read(fields);
        Place place = fields.place("tag");
        Place first = tag.id().isEmpty() ? null : seen.putIfAbsent(tag.id(), place);
        if (first != null) {
            Text wanted = Wording.text("整个站点中唯一的位号", "a tag that is unique in the site");
            String id = Wording.quoted(tag.id());
            boolean here = first.file().equals(place.file());
            Text was = new Text(
                    "第二个 " + id + "（第一个在" + (here ? "" : " " + first.file() + " ") + "第 " + first.line() + " 行）",
                    "a second " + id + " (the first stands in line " + first.line()
                            + (here ? ")" : " of " + first.file() + ")"));
            fields.reading().problems().error(place, Wording.expected(wanted, was));
        }
        tags.add(tag);
    }
}
