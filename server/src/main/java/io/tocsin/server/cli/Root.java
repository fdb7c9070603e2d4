package io.tocsin.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tocsin} itself: says what there is. */
@Command(
        name = "tocsin",
        mixinStandardHelpOptions = true,
        version = "tocsin 0.1.0-SNAPSHOT",
        scope = ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            ExplainCommand.class,
            CheckCommand.class,
            InspectCommand.class,
            AlarmsCommand.class,
            KpiCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            UserCommand.class,
            GatewayCommand.class
        })
final class Root implements Runnable {
    /** Read before parsing, by {@link Language#choose}; named here so that it is understood and shown in the help. */
    @SuppressWarnings("UnusedVariable") // parsed so that it is known; its value was read before
    @Option(names = "--lang", descriptionKey = "lang", paramLabel = "zh|en", scope = ScopeType.INHERIT)
    private Language lang = Language.EN;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    Root(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.err());
        throw new ParameterException(spec.commandLine(), terminal.say("缺少命令", "Missing command"));
    }
}
