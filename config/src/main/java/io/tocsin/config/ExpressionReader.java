package io.tocsin.config;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Scalar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one expression: the grammar is CEL's, the names are those of a rule, the types are numbers and truths. There are no
 * macros, so nothing loops; what is longer, deeper or larger than anybody writes is refused before it is looked at.
 */
final class ExpressionReader {
    static final int CHARS_MAX = 2_000;

    private static final CelCompiler CEL =
            CelCompilerFactory.standardCelCompilerBuilder().build();
    private final ExpressionNames names;

    private Scalar scalar = new Scalar("", Kind.TEXT, "", 0, 0);
    private Place place = Place.whole("");
    private Problems problems = new Problems();
    private Map<Long, Integer> offsets = Map.of();

    /** What was read, and whether it is a truth. */
    record Typed(Expression expression, boolean truth) {}

    ExpressionReader(ExpressionNames names) {
        this.names = names;
    }

    /** A truth; null, with a problem, where it is none. */
    Fields.Parser<Expression> truth() {
        return (node, path, reading) -> {
            Typed typed = read(node, path, reading);
            if (typed != null && !typed.truth()) {
                problems.error(place, Wording.expected(CelTranslation.TRUTH, CelTranslation.NUMBER));
                return null;
            }
            return typed == null ? null : typed.expression();
        };
    }

    /** A number or a truth; null, with a problem, where it is neither. */
    @Nullable
    Typed read(YamlNode node, Place.Path path, Reading reading) {
        Scalar text = Values.scalar(node, Wording.text("表达式", "an expression"), path, reading);
        if (text == null) {
            return null;
        }
        scalar = text;
        place = reading.place(node, path);
        problems = reading.problems();
        if (text.text().length() > CHARS_MAX) {
            Text wanted = Wording.text("至多 " + CHARS_MAX + " 个字符", "at most " + CHARS_MAX + " characters");
            problems.error(
                    place,
                    Wording.expected(wanted, Text.of(String.valueOf(text.text().length()))));
            return null;
        }
        CelValidationResult parsed = CEL.parse(text.text());
        if (parsed.hasError()) {
            grammar(parsed.getErrors().get(0));
            return null;
        }
        return translated(parsed);
    }

    private @Nullable Typed translated(CelValidationResult parsed) {
        try {
            CelAbstractSyntaxTree tree = parsed.getAst();
            offsets = tree.getSource().getPositionsMap();
            return new CelTranslation(names, scalar.text()).of(tree.getExpr());
        } catch (CelTranslation.Refused refused) {
            problems.error(at(refused.id()), refused.text(), refused.nearest());
            return null;
        } catch (CelValidationException e) {
            throw new IllegalStateException("expected a tree of what has no error", e);
        }
    }

    // ---- where ------------------------------------------------------------------------------------------------------

    private void grammar(CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = Math.max(0, issue.getSourceLocation().getColumn());
        Text wanted = Wording.text("CEL 表达式", "a CEL expression");
        String said = issue.getMessage().lines().findFirst().orElse("");
        String was = said.length() > 120 ? said.substring(0, 120) + "…" : said;
        problems.error(line == 1 ? at(column) : place, Wording.expected(wanted, Text.of(was)));
    }

    private Place at(long id) {
        return at(offsets.getOrDefault(id, 0).intValue());
    }

    /** Inside the text where it stands in the file as it is, else where it begins. */
    private Place at(int offset) {
        boolean inside = scalar.textColumn() > 0 && scalar.text().indexOf('\n') < 0;
        return inside ? new Place(place.file(), place.line(), scalar.textColumn() + offset, place.path()) : place;
    }
}
