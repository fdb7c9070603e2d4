package io.tocsin.alarms;

import io.tocsin.alarms.Deadlines.Kind;
import io.tocsin.config.Tag;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Times in which work is done on tags and tanks: their alarms are suppressed by design until it is over. */
final class Windows {
    private final Plan plan;
    private final Deadlines deadlines;
    private final IntFunction<Alarm> alarms;
    private final Map<String, OpenWindow> byId = new LinkedHashMap<>();

    /** @param alarms of a slot, made where there was none */
    Windows(Plan plan, Deadlines deadlines, IntFunction<Alarm> alarms) {
        this.plan = plan;
        this.deadlines = deadlines;
        this.alarms = alarms;
    }

    static String cause(String windowId) {
        return "window:" + windowId;
    }

    List<OpenWindow> all() {
        return List.copyOf(byId.values());
    }

    @Nullable
    OpenWindow find(String id) {
        return byId.get(id);
    }

    /** The tags that a window is about; none where the site has no such tag or tank. */
    List<Integer> tags(Input.Window window) {
        List<Integer> found = new ArrayList<>();
        for (int index = 0; index < plan.tags().size(); index++) {
            if (isAbout(window, index)) {
                found.add(index);
            }
        }
        return found;
    }

    private boolean isAbout(Input.Window window, int index) {
        Tag tag = plan.tags().get(index);
        return window.tag() != null
                ? tag.id().equals(window.tag())
                : window.tank() != null && window.tank().equals(tag.tank());
    }

    void plan(OpenWindow window, long nowMs) {
        byId.put(window.id(), window);
        deadlines.arm(Kind.WINDOW_ENDS, window.id(), window.untilMs());
        if (window.window().fromMs() <= nowMs) {
            begin(window.id(), nowMs);
        } else {
            deadlines.arm(Kind.WINDOW_BEGINS, window.id(), window.window().fromMs());
        }
    }

    void begin(String id, long nowMs) {
        OpenWindow w = byId.get(id);
        if (w != null && !w.begun()) {
            byId.put(id, new OpenWindow(id, w.window(), w.untilMs(), w.by(), w.reason(), w.authorisation(), true));
            each(w, alarm -> alarm.suppress(cause(id), true, nowMs));
        }
    }

    void end(String id, long nowMs) {
        OpenWindow window = byId.remove(id);
        deadlines.cancel(Kind.WINDOW_BEGINS, id);
        deadlines.cancel(Kind.WINDOW_ENDS, id);
        if (window != null && window.begun()) {
            each(window, alarm -> alarm.unsuppress(cause(id), true, false, nowMs));
        }
    }

    private interface ForAlarm {
        void take(Alarm alarm);
    }

    private void each(OpenWindow window, ForAlarm act) {
        for (int tag : tags(window.window())) {
            int end = tag + 1 < plan.tags().size() ? plan.firstSlot(tag + 1) : plan.slots();
            for (int slot = plan.firstSlot(tag); slot < end; slot++) {
                act.take(alarms.apply(slot));
            }
        }
    }

    /** What suppresses the alarms of a tag from the beginning. */
    List<String> causes(int tag) {
        if (byId.isEmpty()) {
            return List.of();
        }
        List<String> causes = new ArrayList<>();
        for (OpenWindow window : byId.values()) {
            if (window.begun() && isAbout(window.window(), tag)) {
                causes.add(cause(window.id()));
            }
        }
        return causes;
    }

    void adopt(Windows old) {
        byId.putAll(old.byId);
    }

    void write(StateWriter out) {
        out.putInt(byId.size());
        for (OpenWindow open : byId.values()) {
            out.putText(open.id());
            out.putText(open.window().work().name());
            out.putOptional(open.window().tag());
            out.putOptional(open.window().tank());
            out.putLong(open.window().fromMs());
            out.putLong(open.untilMs());
            out.putText(open.by());
            out.putText(open.reason());
            out.putText(open.authorisation());
            out.putBoolean(open.begun());
        }
    }

    void read(StateReader in) {
        int count = in.takeInt();
        for (int i = 0; i < count; i++) {
            String id = in.takeText();
            Input.Window window = new Input.Window(
                    Input.Work.valueOf(in.takeText()), in.takeOptional(), in.takeOptional(), in.takeLong());
            byId.put(
                    id,
                    new OpenWindow(
                            id, window, in.takeLong(), in.takeText(), in.takeText(), in.takeText(), in.takeBoolean()));
        }
    }
}
