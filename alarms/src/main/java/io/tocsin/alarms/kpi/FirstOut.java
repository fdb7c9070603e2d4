package io.tocsin.alarms.kpi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the alarms that stand in one group came first: the one whose condition was met first. Clocks of different
 * gateways are only that far apart as their skews say: what is nearer together has no certain order. Pure, immutable.
 *
 * @param group the unit: a tank, or an area where the alarm is of no tank
 * @param alarms the one that came first, or all that may have been it, earliest first
 */
public record FirstOut(String group, List<String> alarms) {
    private static final Comparator<Standing> EARLIEST =
            Comparator.comparingLong(Standing::onsetMs).thenComparing(Standing::alarm);

    public FirstOut {
        alarms = List.copyOf(alarms);
    }

    /** True where no other alarm may have been the first. */
    public boolean isCertain() {
        return alarms.size() == 1;
    }

    /**
     * An alarm that stands.
     *
     * @param gateway by whose clock the onset is; null where it may be any, and is compared as one of its own
     * @param skewMs how far that clock may be off
     */
    public record Standing(
            String alarm,
            String group,
            long onsetMs,
            @Nullable String gateway,
            long skewMs) {}

    /** Of each group in which more than one stands, in order of the groups. */
    public static List<FirstOut> of(Collection<Standing> standing) {
        Map<String, List<Standing>> groups = new TreeMap<>();
        standing.forEach(each ->
                groups.computeIfAbsent(each.group(), none -> new ArrayList<>()).add(each));
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(FirstOut::ofGroup)
                .toList();
    }

    private static FirstOut ofGroup(List<Standing> group) {
        List<Standing> inOrder = group.stream().sorted(EARLIEST).toList();
        Standing first = inOrder.get(0);
        return new FirstOut(
                first.group(),
                inOrder.stream()
                        .filter(each -> !isAfter(each, first))
                        .map(Standing::alarm)
                        .toList());
    }

    /** True where it came after that one for certain. */
    private static boolean isAfter(Standing later, Standing first) {
        boolean oneClock = first.gateway() != null && first.gateway().equals(later.gateway());
        long apartMs = later.onsetMs() - first.onsetMs();
        return oneClock ? apartMs > 0 : apartMs > first.skewMs() + later.skewMs();
    }
}
