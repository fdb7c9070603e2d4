package io.tocsin.server.incidents;

import io.tocsin.config.Closure.Direction;
import io.tocsin.config.GateLists;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One incident: what the field says, and when. Times are since the start; whatever is not named is calm. */
final class Script {
    /** Something that comes once. */
    sealed interface Act {
        long atMs();
    }

    /** A birth or a last will. */
    record Status(long atMs, String gateway, boolean online) implements Act {}

    /** What a tag stored while its gateway was away: handed on as history. */
    record Backfill(long atMs, String gateway, long fromMs, long toMs) implements Act {}

    /** A vehicle. */
    record Passing(long atMs, Input.Passage passage) implements Act {}

    /** A payload on a topic, as it comes from the broker. */
    record Message(long atMs, String topic, String payload) implements Act {}

    private record Span(long fromMs, long toMs) {}

    private record Offset(long fromMs, long byMs) {}

    private final String id;
    private final String title;
    private final long lengthMs;
    private final Map<String, Course> courses = new LinkedHashMap<>();
    private final List<Act> acts = new ArrayList<>();
    private final List<String> rings = new ArrayList<>();
    private final Map<String, Span> dark = new LinkedHashMap<>();
    private final Map<String, Offset> offsets = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private boolean decoded;
    private long calmEveryMs = 30_000;

    Script(String id, String title, long lengthMs) {
        this.id = id;
        this.title = title;
        this.lengthMs = lengthMs;
    }

    static long seconds(double seconds) {
        return Math.round(seconds * 1_000);
    }

    static long minutes(double minutes) {
        return seconds(60 * minutes);
    }

    static long hours(double hours) {
        return minutes(60 * hours);
    }

    Script with(Course course) {
        courses.put(course.tag(), course);
        return this;
    }

    Script calmEvery(long ms) {
        calmEveryMs = ms;
        return this;
    }

    /** Nothing at all comes of it in this time, the end not included. */
    Script dark(String gateway, long fromMs, long toMs) {
        dark.put(gateway, new Span(fromMs, toMs));
        return this;
    }

    Script act(Act act) {
        acts.add(act);
        return this;
    }

    /** Everything goes through the decoder, as messages. */
    Script decoded() {
        decoded = true;
        return this;
    }

    /** From then on the clock of the gateway is off by so much. */
    Script clock(String gateway, long fromMs, long byMs) {
        decoded = true;
        offsets.put(gateway, new Offset(fromMs, byMs));
        return this;
    }

    /** @param camera the last digit of its code */
    Script passes(long atMs, String gate, int camera, Direction direction, String plate, VehicleClass vehicle) {
        long timeMs = Play.START_MS + atMs;
        return act(new Passing(
                atMs,
                new Input.Passage(
                        id + "-" + (acts.size() + 1),
                        gate,
                        "3301990000132000000" + camera,
                        GateLists.plate(plate),
                        "黄",
                        97,
                        null,
                        direction,
                        vehicle,
                        20,
                        vehicle == VehicleClass.HAZMAT,
                        null,
                        null,
                        timeMs,
                        timeMs)));
    }

    /** The alarms that people are told of, in order. */
    Script rings(String... alarmIds) {
        rings.addAll(List.of(alarmIds));
        return this;
    }

    /** What the incident would give that this version has no condition for. */
    Script without(String... conditions) {
        missing.addAll(List.of(conditions));
        return this;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    long lengthMs() {
        return lengthMs;
    }

    List<Act> acts() {
        return acts;
    }

    List<String> rings() {
        return rings;
    }

    List<String> missing() {
        return missing;
    }

    boolean isDecoded() {
        return decoded;
    }

    long calmEveryMs() {
        return calmEveryMs;
    }

    Map<String, Course> courses() {
        return courses;
    }

    boolean isDark(String gateway, long ms) {
        Span span = dark.get(gateway);
        return span != null && ms >= span.fromMs() && ms < span.toMs();
    }

    long offsetMs(String gateway, long ms) {
        Offset offset = offsets.get(gateway);
        return offset == null || ms < offset.fromMs() ? 0 : offset.byMs();
    }

    @Override
    public String toString() {
        return id;
    }
}
