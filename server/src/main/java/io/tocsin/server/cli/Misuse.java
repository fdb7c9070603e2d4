package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.server.accounts.Role;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: one line that says what was expected, and where the help is. */
record Misuse(Terminal terminal) implements CommandLine.IParameterExceptionHandler {
    /** What an option expects, by the word that the help has for its value. */
    private static final Map<String, Text> EXPECTED = Map.of(
            "PORT", new Text("0 到 65535 的端口", "a port from 0 to 65535"),
            "N", new Text("数字", "a number"),
            "zh|en", new Text("zh 或 en", "zh or en"),
            "ROLE", new Text("角色（" + Role.codes() + "）", "a role out of " + Role.codes()));

    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        Text line = line(misuse);
        String help = misuse.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        return terminal.complain(
                new Text(line.zh() + "（见 " + help + "）", line.en() + " (see " + help + ")"), Exit.USAGE);
    }

    private static Text line(ParameterException misuse) {
        if (misuse instanceof MissingParameterException missing) {
            String names = missing.getMissing().stream().map(Misuse::shown).collect(Collectors.joining(" "));
            return new Text("缺少 " + names, "expected " + names + ", was missing");
        }
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        Text expected = expected(misuse.getArgSpec());
        if (expected != null && misuse.getValue() != null) {
            String name = name(misuse.getArgSpec());
            return new Text(
                    name + " 应为 " + expected.zh() + "，现为 " + misuse.getValue(),
                    "expected " + name + " as " + expected.en() + ", was " + misuse.getValue());
        }
        return Text.of(String.valueOf(misuse.getMessage()));
    }

    private static Text unmatched(UnmatchedArgumentException unmatched) {
        // Only the first: what stands behind it may be a password that was meant for another option.
        String word = unmatched.getUnmatched().get(0);
        String nearest = unmatched.getSuggestions().stream().findFirst().orElse("");
        return nearest.isEmpty()
                ? new Text("无法识别 " + word, "expected a known option or command, was " + word)
                : new Text(
                        "无法识别 " + word + "，最接近的是 " + nearest,
                        "expected a known option or command, was " + word + " (nearest: " + nearest + ")");
    }

    private static @Nullable Text expected(@Nullable ArgSpec argument) {
        return argument == null ? null : EXPECTED.get(argument.paramLabel());
    }

    private static String shown(ArgSpec argument) {
        String name = name(argument);
        return name.equals(argument.paramLabel()) ? name : name + " " + argument.paramLabel();
    }

    private static String name(@Nullable ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return option.longestName();
        }
        return argument == null ? "" : argument.paramLabel();
    }
}
