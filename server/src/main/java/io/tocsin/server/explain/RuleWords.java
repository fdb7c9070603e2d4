package io.tocsin.server.explain;

import io.tocsin.config.ExpressionText;
import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.Text;
import java.util.stream.Collectors;

/** What a composite rule asks, in words. Stateless. */
final class RuleWords {
    private RuleWords() {}

    /** @param measure what it measured when it rang; NaN where there is nothing to tell */
    static Text of(Logic logic, double measure) {
        if (logic instanceof Logic.Upwind each) {
            return upwind(each, measure);
        }
        return of(logic);
    }

    private static Text of(Logic logic) {
        if (logic instanceof Logic.Expr each) {
            return Text.of(ExpressionText.of(each.expression()));
        } else if (logic instanceof Logic.Moving each) {
            return moving(each);
        } else if (logic instanceof Logic.TimeToLimit each) {
            return timeToLimit(each);
        } else if (logic instanceof Logic.Discrepancy each) {
            return discrepancy(each);
        } else if (logic instanceof Logic.Mismatch each) {
            String share = Words.number(100 * each.tolerance());
            return new Text(
                    each.pressure() + " 与 " + each.substance() + " 在 " + each.temperature() + " 下的饱和压力相差超过 " + share
                            + "%",
                    each.pressure() + " more than " + share + " % off the saturation pressure of " + each.substance()
                            + " at " + each.temperature());
        } else if (logic instanceof Logic.Movement each) {
            return movement(each);
        } else if (logic instanceof Logic.Count each) {
            String of = ExpressionText.of(each.of());
            String within = Words.span(each.windowMs());
            return new Text(
                    within + " 内 " + of + " 出现 " + each.times() + " 次",
                    of + " " + each.times() + " times within " + within);
        } else if (logic instanceof Logic.Vote each) {
            String of = each.of().stream().map(ExpressionText::of).collect(Collectors.joining(", "));
            return new Text(
                    each.of().size() + " 取 " + each.votes() + "：" + of,
                    each.votes() + " out of " + each.of().size() + ": " + of);
        }
        throw new IllegalStateException("expected a logic, was " + logic);
    }

    private static Text moving(Logic.Moving each) {
        String within = Words.span(each.windowMs());
        String amount = Words.number(each.amount());
        String zh = each.direction() == Direction.BOTH ? "变化" : each.direction() == Direction.UP ? "上升" : "下降";
        String en = each.direction() == Direction.BOTH ? "moved" : each.direction() == Direction.UP ? "rose" : "fell";
        return new Text(
                each.input() + " 在 " + within + " 内" + zh + " " + amount + " 以上",
                each.input() + " " + en + " by " + amount + " or more within " + within);
    }

    private static Text timeToLimit(Logic.TimeToLimit each) {
        String limit = each.limitName() == null ? Words.number(each.limit()) : String.valueOf(each.limitName());
        String within = Words.span(each.withinMs());
        return new Text(
                each.input() + " 将在 " + within + " 内到达 " + limit,
                each.input() + " will be at " + limit + " within " + within);
    }

    private static Text discrepancy(Logic.Discrepancy each) {
        String first = ExpressionText.of(each.first());
        String second = ExpressionText.of(each.second());
        if (!Double.isNaN(each.limit())) {
            String limit = Words.number(each.limit());
            return new Text(
                    first + " 与 " + second + " 相差超过 " + limit,
                    first + " and " + second + " more than " + limit + " apart");
        }
        return switch (each.direction()) {
            case BOTH -> new Text(first + " 与 " + second + " 不一致", first + " and " + second + " disagree");
            case UP -> new Text(first + " 而非 " + second, first + " without " + second);
            case DOWN -> new Text(second + " 而非 " + first, second + " without " + first);
        };
    }

    /** Which tanks lay upwind, those that lay best first. */
    private static Text upwind(Logic.Upwind each, double windDeg) {
        String of = ExpressionText.of(each.of());
        boolean calm = Double.isNaN(windDeg);
        String deg = calm ? "" : Words.number(windDeg) + "°";
        String tanks = each.candidates(windDeg).stream()
                .map(source -> source.tank() + " " + Math.round(source.distanceM()) + " m"
                        + (calm ? "" : " " + Math.round(Logic.Upwind.offDeg(source, windDeg)) + "°"))
                .collect(Collectors.joining(", "));
        return new Text(
                of + "，" + (calm ? "静风，附近有 " : "来风 " + deg + "，上风侧有 ") + tanks,
                of + (calm ? " in a calm, within reach " : " in a wind from " + deg + ", upwind ") + tanks);
    }

    private static Text movement(Logic.Movement each) {
        String of = each.levels().stream().map(Logic.Level::input).collect(Collectors.joining(" + "));
        String within = Words.span(each.windowMs());
        String limit = Words.number(each.limitM3());
        String zh = each.direction() == Direction.BOTH ? "量" : each.direction() == Direction.UP ? "增量" : "减量";
        String en = each.direction() == Direction.BOTH ? "change" : each.direction() == Direction.UP ? "gain" : "loss";
        return new Text(
                of + " 在 " + within + " 内有超过 " + limit + " m3 的不明" + zh,
                "an unaccounted " + en + " of more than " + limit + " m3 in " + of + " within " + within);
    }
}
