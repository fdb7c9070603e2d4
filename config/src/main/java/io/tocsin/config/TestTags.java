package io.tocsin.config;

import io.tocsin.config.Place.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** One of {@link #used()}; null for any other. */
    @Nullable
    Tag find(String id) {
        return used.containsKey(id) ? known.get(id) : null;
    }

    Set<String> ids() {
        return used.keySet();
    }

    /** By {@link #index}. */
    List<Tag> used() {
        return tags(used.keySet());
    }

    /** Those of the ids that the test neither feeds nor watches. */
    List<Tag> others(Set<String> ids) {
        Set<String> others = new LinkedHashSet<>(ids);
        others.removeAll(used.keySet());
        return tags(others);
    }

    private List<Tag> tags(Collection<String> ids) {
        return ids.stream().map(known::get).filter(Objects::nonNull).toList();
    }
}
