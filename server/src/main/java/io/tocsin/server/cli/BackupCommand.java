package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.server.backup.Backup;
import io.tocsin.server.backup.Unusable;
import io.tocsin.server.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin backup}: all that cannot be made again, in one file, beside the running engine. */
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", descriptionKey = "backup-file")
    private Path file = Path.of("");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Path to = file.toAbsolutePath().normalize();
        if (to.getParent() == null || !Files.isWritable(to.getParent())) {
            throw Refused.environment("文件无法写入：" + to, "expected a file in a folder that can be written to, was " + to);
        }
        try (Progress progress = Progress.of(terminal, terminal.say("备份", "backup"))) {
            Backup.Done done = Backup.write(home.base(terminal), to, System.currentTimeMillis(), progress::at);
            tell(done, to);
            return Exit.DONE;
        } catch (Unusable e) {
            throw new Refused(Exit.ENVIRONMENT, e.line());
        }
    }

    private void tell(Backup.Done done, Path to) throws IOException {
        if (json) {
            byte[] line = Json.object(out -> {
                out.writeArrayPropertyStart("engines");
                done.engines().forEach(out::writeString);
                out.writeEndArray();
                out.writeNumberProperty("files", done.files());
                out.writeNumberProperty("bytes", done.bytes());
                Json.string(out, "file", to.toString());
            });
            terminal.out().println(new String(line, StandardCharsets.UTF_8));
        } else {
            Text line = new Text(
                    "已备份 " + String.join("、", done.engines()) + "：" + done.files() + " 个文件，" + done.bytes() + " 字节，写入 "
                            + to,
                    "backed up " + String.join(", ", done.engines()) + ": " + done.files() + " files, " + done.bytes()
                            + " bytes, in " + to);
            terminal.out().println(terminal.language().of(line));
        }
        terminal.out().flush();
    }
}
