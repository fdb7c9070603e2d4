package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Site.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads which tanks a rule looks for upwind of an instrument: all that have a place on the ground, or those that it names. */
final class UpwindReader {
    private static final double ANGLE_DEG = 30;
    private static final double REACH_M = 3_000;
    private static final double CALM_M_PER_S = 0.5;
    private static final long WINDOW_MS = 600_000;
    private static final Parser<Double> ANGLE =
            Values.number(v -> v > 0 && v <= 180, Wording.text("大于 0、不超过 180 的数值", "a number above 0 and up to 180"));

    private final Fields rule;
    private final SortedMap<String, Tag> inputs;
    private final ExpressionNames names;
    private final Owners owners;

    UpwindReader(Fields rule, SortedMap<String, Tag> inputs, ExpressionNames names, Owners owners) {
        this.rule = rule;
        this.inputs = inputs;
        this.names = names;
        this.owners = owners;
    }

    /** Null, with a problem, where it cannot be told. */
    @Nullable
    Logic read() {
        Expression of = rule.required("of", new ExpressionReader(names).truth());
        double angleDeg = rule.read("angle", ANGLE, ANGLE_DEG);
        double reachM = rule.read("reach", Values.POSITIVE, REACH_M);
        double calm = rule.read("calm", Values.NOT_NEGATIVE, CALM_M_PER_S);
        long windowMs = rule.read("window", Values.POSITIVE_DURATION_MS, WINDOW_MS);
        List<String> wanted = rule.read("sources", Values.list(owners.known("tank")));
        Tag direction = wind("direction", "°", "度");
        Tag speed = inputs.containsKey("speed") ? wind("speed", "m/s", "m/s") : null;
        Spot from = from();
        if (of == null || direction == null || from == null) {
            return null;
        }
        List<Logic.Source> sources = sources(from, wanted, reachM);
        if (sources.isEmpty()) {
            Text text = Wording.text("范围内有位置的储罐", "tanks within reach that have a place in spots");
            rule.reading().problems().error(rule.place("sources"), Wording.expected(text, Wording.NOTHING));
            return null;
        }
        return new Logic.Upwind(of, "direction", speed == null ? null : "speed", sources, angleDeg, calm, windowMs);
    }

    private @Nullable Tag wind(String input, String unit, String zh) {
        Tag tag = names.input(input);
        if (tag == null || !unit.equals(tag.unit())) {
            String was = tag == null ? "nothing" : Wording.quoted(String.valueOf(tag.unit()));
            Text wanted = Wording.text("单位为 " + zh + " 的输入 `" + input + "`", "an input " + input + " in " + unit);
            rule.reading().problems().error(rule.place("inputs"), Wording.expected(wanted, Text.of(was)));
            return null;
        }
        return tag;
    }

    /** The one place that its other inputs have, their own or their tank's. */
    private @Nullable Spot from() {
        List<Spot> spots = new ArrayList<>();
        inputs.forEach((name, tag) -> {
            Spot own = owners.spots().get(tag.id());
            Spot spot = own != null || tag.tank() == null ? own : owners.spots().get(tag.tank());
            if (spot != null && !name.equals("direction") && !name.equals("speed") && !spots.contains(spot)) {
                spots.add(spot);
            }
        });
        if (spots.size() == 1) {
            return spots.get(0);
        }
        Text wanted = Wording.text("一个在 spots 中有位置的输入", "one input that has a place in spots");
        rule.reading()
                .problems()
                .error(rule.place("inputs"), Wording.expected(wanted, Text.of(String.valueOf(spots.size()))));
        return null;
    }

    private List<Logic.Source> sources(Spot from, @Nullable List<String> wanted, double reachM) {
        Map<String, Spot> spots = owners.spots();
        return owners.tanks().keySet().stream()
                .filter(tank -> spots.containsKey(tank) && (wanted == null || wanted.contains(tank)))
                .map(tank -> source(from, spots.getOrDefault(tank, from)))
                .filter(source -> source.distanceM() <= reachM)
                .sorted(Comparator.comparingDouble(Logic.Source::distanceM))
                .toList();
    }

    private static Logic.Source source(Spot from, Spot tank) {
        double eastM = tank.eastM() - from.eastM();
        double northM = tank.northM() - from.northM();
        double bearingDeg = StrictMath.toDegrees(StrictMath.atan2(eastM, northM));
        return new Logic.Source(
                tank.of(), bearingDeg < 0 ? bearingDeg + 360 : bearingDeg, StrictMath.hypot(eastM, northM));
    }
}
