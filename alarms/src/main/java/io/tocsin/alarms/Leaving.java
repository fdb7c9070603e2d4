package io.tocsin.alarms;

import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alarms of which nobody was told, and now somebody is: said when all that one input brought about is known, so that many
 * that come back together are one line and one sound.
 */
final class Leaving {
    /** More than these together are grouped. */
    static final int SINGLE_MAX = 5;

    private List<Left> all = new ArrayList<>();

    /**
     * One that leaves one of its suppressions.
     *
     * @param audible true where nothing else keeps people from being told
     * @param bySuperior true where a more severe level of the same tag said all that it says
     * @param always true where it is said even of an alarm that is normal
     */
    record Left(
            Alarm alarm,
            AlarmEvent.Type type,
            @Nullable String cause,
            Input.@Nullable Command command,
            long timeMs,
            boolean audible,
            boolean bySuperior,
            boolean always) {}

    void add(Left left) {
        all.add(left);
    }

    /** Says it of all that left since. */
    void flush(String site) {
        if (all.isEmpty()) {
            return;
        }
        List<Left> now = all;
        all = new ArrayList<>();
        List<Left> heard =
                now.stream().filter(left -> left.alarm().isHeardAfter(left)).toList();
        String group = heard.size() > SINGLE_MAX
                ? site + "~group~" + heard.get(0).timeMs() + "~"
                        + heard.get(0).alarm().definition().id()
                : null;
        boolean sound = true;
        for (Left left : now) {
            boolean isHeard = left.alarm().isHeardAfter(left);
            left.alarm().left(left, isHeard ? group : null, isHeard && (group == null || sound));
            sound &= !isHeard;
        }
    }
}
