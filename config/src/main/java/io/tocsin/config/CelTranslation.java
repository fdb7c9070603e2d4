package io.tocsin.config;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.tocsin.config.Expression.Operation;
import io.tocsin.config.Expression.Relation;
import io.tocsin.config.ExpressionReader.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one parsed expression into ours: looks up its names, checks its types, and bounds its size. One use, one thread. */
final class CelTranslation {
    static final int DEPTH_MAX = 40;
    static final int NODES_MAX = 200;
    static final Text NUMBER = new Text("数值", "a number");
    static final Text TRUTH = new Text("真假值", "a truth");

    private static final Map<String, Relation> RELATIONS = Map.of(
            "_<_", Relation.LESS,
            "_<=_", Relation.AT_MOST,
            "_==_", Relation.EQUAL,
            "_!=_", Relation.UNEQUAL,
            "_>=_", Relation.AT_LEAST,
            "_>_", Relation.MORE);
    private static final Map<String, Operation> OPERATIONS = Map.of(
            "_+_", Operation.ADD,
            "_-_", Operation.SUBTRACT,
            "_*_", Operation.MULTIPLY,
            "_/_", Operation.DIVIDE,
            "-_", Operation.NEGATE,
            "abs", Operation.ABS,
            "min", Operation.MIN,
            "max", Operation.MAX);
    private static final List<String> FUNCTIONS = List.of("isBad", "abs", "min", "max");
    private final ExpressionNames names;
    private final String text;
    private int nodes;

    /** @param text the expression as it was written, for messages */
    CelTranslation(ExpressionNames names, String text) {
        this.names = names;
        this.text = text;
    }

    /** One place in the text that cannot be, told where the text is read. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long id;
        private final transient Text text;
        private final @Nullable String nearest;

        Refused(CelExpr at, Text text, @Nullable String nearest) {
            super(text.en(), null, false, false);
            this.id = at.id();
            this.text = text;
            this.nearest = nearest;
        }

        /** Of the node. */
        long id() {
            return id;
        }

        Text text() {
            return text;
        }

        @Nullable
        String nearest() {
            return nearest;
        }
    }

    private static Refused refused(CelExpr at, Text wanted, String was) {
        return new Refused(at, Wording.expected(wanted, Text.of(was)), null);
    }

    /** @throws Refused where something in it cannot be */
    Typed of(CelExpr expr) {
        return of(expr, DEPTH_MAX);
    }

    private Typed of(CelExpr expr, int depthLeft) {
        nodes++;
        if (depthLeft == 0 || nodes > NODES_MAX) {
            Text wanted = Wording.text(
                    "至多 " + NODES_MAX + " 个部分、" + DEPTH_MAX + " 层",
                    "at most " + NODES_MAX + " parts, " + DEPTH_MAX + " deep");
            throw refused(expr, wanted, Wording.quoted(shortened()));
        }
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr, expr.constant());
            case IDENT -> name(expr, expr.ident().name());
            case SELECT -> condition(expr);
            case CALL -> call(expr, depthLeft - 1);
            default ->
                throw refused(
                        expr,
                        Wording.text("数值、真假值或它们的运算", "numbers, truths and what is made of them"),
                        expr.getKind().name().toLowerCase(Locale.ROOT));
        };
    }

    private String shortened() {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static Typed number(Expression expression) {
        return new Typed(expression, false);
    }

    private static Typed truth(Expression expression) {
        return new Typed(expression, true);
    }

    private static Typed constant(CelExpr expr, CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> truth(new Expression.Truth(constant.booleanValue()));
            case INT64_VALUE -> number(new Expression.Constant(constant.int64Value()));
            case UINT64_VALUE ->
                number(new Expression.Constant(constant.uint64Value().doubleValue()));
            case DOUBLE_VALUE -> number(new Expression.Constant(constant.doubleValue()));
            case STRING_VALUE ->
                throw refused(
                        expr,
                        Wording.text("文本只与输入的状态比较", "a text beside == or != of an input that has states"),
                        Wording.quoted(constant.stringValue()));
            default -> throw refused(expr, Wording.text("数值或真假值", "a number or a truth"), "a constant of another kind");
        };
    }

    private Typed name(CelExpr expr, String name) {
        if (names.input(name) != null) {
            return number(new Expression.Value(name));
        }
        String rule = names.rule(name);
        if (rule != null) {
            return truth(new Expression.Holds(rule));
        }
        Text wanted = Wording.text("输入名或规则名", "the name of an input or of a rule");
        throw new Refused(
                expr, Wording.expected(wanted, Text.of(Wording.quoted(name))), Names.nearest(name, names.all()));
    }

    /** {@code input.CONDITION}. */
    private Typed condition(CelExpr expr) {
        CelExpr operand = expr.select().operand();
        String field = expr.select().field();
        if (operand.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            throw refused(expr, Wording.text("`输入名.条件`", "`input.CONDITION`"), Wording.quoted("." + field));
        }
        Tag tag = input(operand);
        List<String> known =
                tag.conditions().stream().map(spec -> spec.condition().name()).toList();
        if (!known.contains(field)) {
            Text wanted =
                    known.isEmpty() ? Wording.text("有报警条件的位号", "a tag that has conditions") : Wording.oneOf(known);
            Text was = Text.of(Wording.quoted(field));
            throw new Refused(expr, Wording.expected(wanted, was), Names.nearest(field, known));
        }
        return truth(new Expression.Active(operand.ident().name(), Condition.valueOf(field)));
    }

    private Tag input(CelExpr expr) {
        String name =
                expr.getKind() == CelExpr.ExprKind.Kind.IDENT ? expr.ident().name() : "";
        Tag tag = names.input(name);
        if (tag == null) {
            Text wanted = Wording.text("输入名", "the name of an input");
            Text was = name.isEmpty() ? Wording.text("运算", "an operation") : Text.of(Wording.quoted(name));
            throw new Refused(expr, Wording.expected(wanted, was), Names.nearest(name, names.inputs()));
        }
        return tag;
    }

    // ---- operations -------------------------------------------------------------------------------------------------

    private Typed call(CelExpr expr, int depthLeft) {
        CelExpr.CelCall call = expr.call();
        String function = call.function();
        if (call.target().isPresent()) {
            throw unknown(expr, function);
        }
        return switch (function) {
            case "_&&_" -> truth(new Expression.All(joined(expr, function, depthLeft)));
            case "_||_" -> truth(new Expression.Any(joined(expr, function, depthLeft)));
            case "!_" -> truth(new Expression.Not(truth(call.args().get(0), depthLeft)));
            case "_?_:_" -> choice(call.args(), depthLeft);
            case "isBad" -> bad(expr, call.args());
            default -> {
                Relation relation = RELATIONS.get(function);
                if (relation != null) {
                    yield comparison(expr, relation, depthLeft);
                }
                yield calculation(expr, depthLeft);
            }
        };
    }

    private static Refused unknown(CelExpr expr, String function) {
        String shown = function.replace("_", "").replace("@", "");
        Text wanted = Wording.text(
                "&& || ! < <= == != >= > + - * / ?: 与 isBad abs min max",
                "&& || ! < <= == != >= > + - * / ?: and isBad abs min max");
        return new Refused(
                expr, Wording.expected(wanted, Text.of(Wording.quoted(shown))), Names.nearest(shown, FUNCTIONS));
    }

    /** {@code a && b && c} is one thing of three. */
    private List<Expression> joined(CelExpr expr, String function, int depthLeft) {
        List<Expression> all = new ArrayList<>();
        for (CelExpr part : expr.call().args()) {
            boolean same = part.getKind() == CelExpr.ExprKind.Kind.CALL
                    && part.call().function().equals(function);
            if (same && depthLeft > 1) {
                nodes++;
                all.addAll(joined(part, function, depthLeft - 1));
            } else {
                all.add(truth(part, depthLeft));
            }
        }
        return all;
    }

    private Expression truth(CelExpr expr, int depthLeft) {
        Typed typed = of(expr, depthLeft);
        if (!typed.truth()) {
            throw new Refused(expr, Wording.expected(TRUTH, NUMBER), null);
        }
        return typed.expression();
    }

    private Expression number(CelExpr expr, int depthLeft) {
        Typed typed = of(expr, depthLeft);
        if (typed.truth()) {
            throw new Refused(expr, Wording.expected(NUMBER, TRUTH), null);
        }
        return typed.expression();
    }

    private Typed choice(List<CelExpr> args, int depthLeft) {
        Expression condition = truth(args.get(0), depthLeft);
        Typed then = of(args.get(1), depthLeft);
        Typed otherwise = of(args.get(2), depthLeft);
        if (then.truth() != otherwise.truth()) {
            throw new Refused(
                    args.get(2), Wording.expected(then.truth() ? TRUTH : NUMBER, then.truth() ? NUMBER : TRUTH), null);
        }
        return new Typed(new Expression.Choice(condition, then.expression(), otherwise.expression()), then.truth());
    }

    private Typed bad(CelExpr expr, List<CelExpr> args) {
        if (args.size() != 1) {
            throw refused(expr, Wording.text("`isBad(输入名)`", "`isBad(input)`"), args.size() + " arguments");
        }
        input(args.get(0));
        return truth(new Expression.Bad(args.get(0).ident().name()));
    }

    private Typed comparison(CelExpr expr, Relation relation, int depthLeft) {
        CelExpr a = expr.call().args().get(0);
        CelExpr b = expr.call().args().get(1);
        boolean same = relation == Relation.EQUAL || relation == Relation.UNEQUAL;
        if (same && (isText(a) || isText(b))) {
            CelExpr input = isText(a) ? b : a;
            return truth(new Expression.Comparison(
                    relation,
                    new Expression.Value(
                            input.getKind() == CelExpr.ExprKind.Kind.IDENT
                                    ? input.ident().name()
                                    : ""),
                    state(isText(a) ? a : b, input(input))));
        }
        Typed left = of(a, depthLeft);
        Typed right = of(b, depthLeft);
        if (left.truth() != right.truth() || (left.truth() && !same)) {
            boolean wantsTruth = left.truth() && same;
            throw new Refused(
                    left.truth() && !same ? a : b,
                    Wording.expected(wantsTruth ? TRUTH : NUMBER, wantsTruth ? NUMBER : TRUTH),
                    null);
        }
        return truth(new Expression.Comparison(relation, left.expression(), right.expression()));
    }

    private static boolean isText(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    /** The number that a tag gives a name to. */
    private static Expression state(CelExpr text, Tag tag) {
        String name = text.constant().stringValue();
        for (Map.Entry<Double, String> state : tag.states().entrySet()) {
            if (state.getValue().equals(name)) {
                return new Expression.Constant(state.getKey());
            }
        }
        Text wanted = tag.states().isEmpty()
                ? Wording.text("有状态名的位号", "a tag that has states")
                : Wording.oneOf(tag.states().values());
        Text was = Text.of(Wording.quoted(name));
        throw new Refused(
                text,
                Wording.expected(wanted, was),
                Names.nearest(name, tag.states().values()));
    }

    private Typed calculation(CelExpr expr, int depthLeft) {
        String function = expr.call().function();
        Operation operation = OPERATIONS.get(function);
        if (operation == null) {
            throw unknown(expr, function);
        }
        int size = expr.call().args().size();
        boolean fits = switch (operation) {
            case ABS -> size == 1;
            case MIN, MAX -> size >= 2;
            default -> true;
        };
        if (!fits) {
            Text wanted = operation == Operation.ABS
                    ? Wording.text("一个数值", "one number")
                    : Wording.text("至少两个数值", "at least two numbers");
            throw refused(expr, wanted, String.valueOf(size));
        }
        List<Expression> of = new ArrayList<>();
        for (CelExpr each : expr.call().args()) {
            of.add(number(each, depthLeft));
        }
        return number(new Expression.Calculation(operation, of));
    }
}
