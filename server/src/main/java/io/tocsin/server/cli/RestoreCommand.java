package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.server.backup.Restore;
import io.tocsin.server.backup.Unusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin restore}: brings a backup into a home that holds nothing yet. */
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {
    private static final DateTimeFormatter AS_PEOPLE_SAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", descriptionKey = "backup-file")
    private Path file = Path.of("");

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file)) {
            throw Refused.environment("无法读取文件：" + file, "expected a file that can be read, was " + file);
        }
        Path to = home.base(terminal);
        try (Progress progress = Progress.of(terminal, terminal.say("恢复", "restore"))) {
            Restore.Done done = Restore.read(file, to, progress::at);
            // No site is at hand whose zone could be asked for.
            String taken =
                    AS_PEOPLE_SAY.format(Instant.ofEpochMilli(done.createdMs()).atZone(ZoneId.systemDefault()));
            Text line = new Text(
                    "已恢复 " + String.join("、", done.engines()) + "（备份于 " + taken + "）：" + done.files() + " 个文件，写入 " + to,
                    "restored " + String.join(", ", done.engines()) + " as of " + taken + ": " + done.files()
                            + " files, in " + to);
            terminal.out().println(terminal.language().of(line));
            terminal.out().flush();
            return Exit.DONE;
        } catch (Unusable e) {
            throw new Refused(Exit.ENVIRONMENT, e.line());
        }
    }
}
