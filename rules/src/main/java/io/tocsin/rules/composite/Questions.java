package io.tocsin.rules.composite;

import io.tocsin.config.Condition;
import io.tocsin.config.Expression;
import io.tocsin.config.Expression.Active;
import io.tocsin.config.Expression.Bad;
import io.tocsin.config.Expression.Holds;
import io.tocsin.config.Expression.Value;
import io.tocsin.config.Logic;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an expression asks for.
 *
 * @param inputs that it names
 * @param bad inputs of which it asks whether they are bad or silent: it means to cope with it
 * @param rules ids of other rules that it names
 */
record Questions(Set<String> inputs, Set<String> bad, Set<String> rules) {
    static Questions of(Logic logic) {
        Questions all = new Questions(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        logic.expressions().forEach(all::add);
        return all;
    }

    static Questions of(Expression expression) {
        Questions all = new Questions(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        all.add(expression);
        return all;
    }

    private void add(Expression expression) {
        if (expression instanceof Value each) {
            inputs.add(each.input());
        } else if (expression instanceof Active each) {
            inputs.add(each.input());
            if (each.condition() == Condition.STALE || each.condition() == Condition.BAD) {
                bad.add(each.input());
            }
        } else if (expression instanceof Bad each) {
            inputs.add(each.input());
            bad.add(each.input());
        } else if (expression instanceof Holds each) {
            rules.add(each.rule());
        } else {
            expression.parts().forEach(this::add);
        }
    }
}
