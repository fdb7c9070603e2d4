package io.tocsin.config;

import io.tocsin.config.Place.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The alarms that a table test may expect: of the tags that it feeds or watches, and of the rules that it runs. */
final class TestAlarms {
    private static final String OF_RULE = "rule:";

    private final TestTags tags;
    private final TestRules rules;

    TestAlarms(TestTags tags, TestRules rules) {
        this.tags = tags;
        this.rules = rules;
    }

    /**
     * One alarm.
     *
     * @param states names of the values of its tag
     * @param ofRule false for a condition of a tag
     */
    record Alarm(String id, Map<Double, String> states, boolean ofRule) {}

    /** What {@code <tag>:<condition>} or {@code rule:<id>} names; null, with a problem, where it names none. */
    @Nullable
    Alarm read(YamlNode node, Path path, Reading reading) {
        String id = Values.TEXT.parse(node, path, reading);
        if (id == null) {
            return null;
        }
        Place place = reading.place(node, path);
        return id.startsWith(OF_RULE)
                ? ofRule(id.substring(OF_RULE.length()), place, reading.problems())
                : ofTag(id, place, reading.problems());
    }

    private @Nullable Alarm ofRule(String id, Place place, Problems problems) {
        Rule rule = rules.find(id);
        if (rule != null && rule.alarm() != null) {
            return new Alarm(rule.alarmId(), Map.of(), true);
        }
        Text wanted = rule == null
                ? Wording.text(
                        "参与本测试的规则的报警（规则须用到输入或关注的位号）",
                        "an alarm of a rule that looks at a tag which this test feeds or watches")
                : Wording.text("有报警的规则（" + id + " 没有 `priority`）", "a rule that rings (" + id + " has no `priority`)");
        String nearest = Names.nearest(id, rules.ringing());
        Text message = Wording.expected(wanted, Text.of(Wording.quoted(OF_RULE + id)));
        problems.error(place, message, nearest == null ? null : OF_RULE + nearest);
        return null;
    }

    private @Nullable Alarm ofTag(String id, Place place, Problems problems) {
        int colon = id.lastIndexOf(':');
        Tag tag = colon < 0 ? null : tags.find(id.substring(0, colon));
        if (tag == null) {
            Text wanted = Wording.text(
                    "本测试输入或关注的位号的报警，如 T-101.LEVEL:H",
                    "an alarm, such as T-101.LEVEL:H, of a tag that this test feeds or watches");
            String nearest = Names.nearest(colon < 0 ? id : id.substring(0, colon), tags.ids());
            problems.error(
                    place,
                    Wording.expected(wanted, Text.of(Wording.quoted(id))),
                    nearest == null || colon < 0 ? nearest : nearest + id.substring(colon));
            return null;
        }
        return condition(tag, id.substring(colon + 1), place, problems);
    }

    private static @Nullable Alarm condition(Tag tag, String word, Place place, Problems problems) {
        List<String> words = new ArrayList<>();
        for (ConditionSpec spec : tag.conditions()) {
            if (spec.condition().name().equals(word)) {
                return new Alarm(tag.id() + ":" + word, tag.states(), false);
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
}
