package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.GateRules.Judged;
import io.tocsin.config.GateRules.Reserved;
import io.tocsin.config.GateRules.Stay;
import io.tocsin.config.GateRules.Travel;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Mapping;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads {@code rules.yaml}: the rules of passing a gate, and by readers of their own composite rules and those of annunciation. What it does not say has the default of {@link GateRules}. */
final class RulesFile {
    static final String NAME = "rules.yaml";

    private static final Parser<Priority> PRIORITY = Values.word(Priority.class, Priority::name);

    private final Fields gates;

    private RulesFile(Fields gates) {
        this.gates = gates;
    }

    /**
     * The rules of passing a gate; into the other readers what the file says of composite rules and of annunciation.
     *
     * @param root the file's content; an empty mapping where there is no file
     */
    static GateRules read(YamlNode root, Reading reading, RuleReader rules, AnnunciationReader annunciation) {
        Fields file = Fields.of(root, Shape.RULES_FILE, Path.ROOT, reading);
        GateRules otherwise = GateRules.defaults();
        if (file == null) {
            return otherwise;
        }
        rules.begin(file);
        annunciation.rules(file);
        return file.read("gates", RulesFile::gates, otherwise);
    }

    private static @Nullable GateRules gates(YamlNode node, Path path, Reading reading) {
        Fields fields = Fields.of(node, Shape.GATE_RULES, path, reading);
        return fields == null ? null : new RulesFile(fields).rules(GateRules.defaults());
    }

    /** Rules for gates that the park does not have are hardly meant. */
    static void checkGates(YamlNode root, Reading reading, Closure closure) {
        if (root instanceof Mapping rules
                && rules.entries().containsKey("gates")
                && closure.gates().isEmpty()) {
            Text wanted = Wording.text("park.yaml 中有卡口（`gates`）", "gates in park.yaml for these rules");
            YamlNode gates = rules.entries().get("gates").value();
            reading.problems()
                    .warning(reading.place(gates, Path.ROOT.field("gates")), Wording.expected(wanted, Wording.NOTHING));
        }
    }

    private GateRules rules(GateRules otherwise) {
        return new GateRules(
                gates.read("dedupe", Values.DURATION_MS, otherwise.dedupeMs()),
                gates.read("minConfidence", Values.integer(0, 100), otherwise.confidenceMin()),
                rule("wrongGate", Shape.WRONG_GATE, otherwise.wrongGate(), RulesFile::judged),
                rule("blacklist", Shape.BLACKLIST, otherwise.blacklist(), RulesFile::judged),
                rule("reservation", Shape.RESERVATION, otherwise.reservation(), RulesFile::reserved),
                rule("overstay", Shape.OVERSTAY, otherwise.overstay(), RulesFile::stay),
                rule("impossible", Shape.IMPOSSIBLE, otherwise.impossible(), RulesFile::travel));
    }

    /** Null where the rule is `off`. */
    private <T> @Nullable T rule(String name, Shape shape, @Nullable T otherwise, BiFunction<Fields, T, T> reader) {
        if (otherwise == null) {
            throw new IllegalStateException("expected a default of every rule of gates, was none of " + name);
        }
        if (gates.isScalar(name)) {
            gates.read(name, Conditions.OFF_WORD);
            return null;
        }
        Fields own = gates.read(name, (node, path, reading) -> Fields.of(node, shape, path, reading));
        return own == null ? otherwise : reader.apply(own, otherwise);
    }

    private static Judged judged(Fields own, Judged otherwise) {
        return new Judged(own.read("priority", PRIORITY, otherwise.priority()));
    }

    private static Reserved reserved(Fields own, Reserved otherwise) {
        return new Reserved(
                own.read("classes", GatesReader.CLASSES, otherwise.classes()),
                own.read("validity", Values.POSITIVE_DURATION_MS, otherwise.validityMs()),
                own.read("priority", PRIORITY, otherwise.priority()));
    }

    private static Stay stay(Fields own, Stay otherwise) {
        Stay stay = new Stay(
                own.read("classes", GatesReader.CLASSES, otherwise.classes()),
                own.read("warn", Values.POSITIVE_DURATION_MS, otherwise.warnMs()),
                own.read("limit", Values.POSITIVE_DURATION_MS, otherwise.limitMs()),
                own.read("warnPriority", PRIORITY, otherwise.warnPriority()),
                own.read("priority", PRIORITY, otherwise.priority()));
        if (stay.warnMs() >= stay.limitMs()) {
            Text wanted = Wording.text("`warn` 短于 `limit`", "`warn` shorter than `limit`");
            String was = "warn " + Wording.duration(stay.warnMs()) + ", limit " + Wording.duration(stay.limitMs());
            String where = own.has("warn") ? "warn" : "limit";
            own.reading().problems().error(own.place(where), Wording.expected(wanted, Text.of(was)));
        }
        return stay;
    }

    private static Travel travel(Fields own, Travel otherwise) {
        return new Travel(
                own.read("within", Values.POSITIVE_DURATION_MS, otherwise.withinMs()),
                own.read("priority", PRIORITY, otherwise.priority()));
    }
}
