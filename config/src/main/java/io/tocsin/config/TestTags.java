package io.tocsin.config;

import io.tocsin.config.Place.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags that a table test may name, and those that it does feed or watch. One for each test. */
final class TestTags {
    private final Map<String, Tag> known;
    private final Map<String, Integer> used = new LinkedHashMap<>();

    TestTags(Map<String, Tag> known) {
        this.known = known;
    }

    /** A tag that the test feeds or watches; null, with a problem, where there is no such tag. */
    @Nullable
    Tag use(String id, Place place, Problems problems) {
        Tag tag = known.get(id);
        if (tag == null) {
            Text wanted = Wording.text("已配置的位号", "a tag that is configured");
            Text message = Wording.expected(wanted, Text.of(Wording.quoted(id)));
            problems.error(place, message, Names.nearest(id, known.keySet()));
            return null;
        }
        used.putIfAbsent(id, used.size());
        return tag;
    }

    @Nullable
    Tag use(YamlNode node, Path path, Reading reading) {
        String id = Values.TEXT.parse(node, path, reading);
        return id == null ? null : use(id, reading.place(node, path), reading.problems());
    }

    int index(Tag tag) {
        Integer index = used.get(tag.id());
        if (index == null) {
            throw new IllegalStateException("expected a tag that is used, was " + tag.id());
        }
        return index;
    }

    /** By {@link #index}. */
    List<Tag> used() {
        List<Tag> tags = new ArrayList<>();
        for (String id : used.keySet()) {
            Tag tag = known.get(id);
            if (tag != null) {
                tags.add(tag);
            }
        }
        return tags;
    }

    /** What {@code <tag>:<condition>} names: a condition of a tag that the test feeds or watches. */
    @Nullable
    Alarm alarm(YamlNode node, Path path, Reading reading) {
        String id = Values.TEXT.parse(node, path, reading);
        if (id == null) {
            return null;
        }
        int colon = id.lastIndexOf(':');
        Tag tag = colon < 0 || !used.containsKey(id.substring(0, colon)) ? null : known.get(id.substring(0, colon));
        if (tag == null) {
            Text wanted = Wording.text(
                    "本测试输入或关注的位号的报警，如 T-101.LEVEL:H",
                    "an alarm, such as T-101.LEVEL:H, of a tag that this test feeds or watches");
            String nearest = Names.nearest(colon < 0 ? id : id.substring(0, colon), used.keySet());
            reading.problems()
                    .error(
                            reading.place(node, path),
                            Wording.expected(wanted, Text.of(Wording.quoted(id))),
                            nearest == null || colon < 0 ? nearest : nearest + id.substring(colon));
            return null;
        }
        return condition(tag, id.substring(colon + 1), reading.place(node, path), reading.problems());
    }

    private static @Nullable Alarm condition(Tag tag, String word, Place place, Problems problems) {
        List<String> words = new ArrayList<>();
        for (ConditionSpec spec : tag.conditions()) {
            if (spec.condition().name().equals(word)) {
                return new Alarm(tag, spec.condition());
            }
            words.add(spec.condition().name());
        }
        String have = words.isEmpty() ? "" : String.join(" ", words);
        Text wanted = words.isEmpty()
                ? Wording.text("有报警条件的位号（" + tag.id() + " 没有）", "a tag with conditions (" + tag.id() + " has none)")
                : Wording.text(tag.id() + " 的报警条件之一：" + have, "a condition of " + tag.id() + ", one of " + have);
        problems.error(place, Wording.expected(wanted, Text.of(Wording.quoted(word))), Names.nearest(word, words));
        return null;
    }

    /** One condition of one tag. */
    record Alarm(Tag tag, Condition condition) {}
}
