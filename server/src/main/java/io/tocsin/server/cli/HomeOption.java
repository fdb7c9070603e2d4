package io.tocsin.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --home DIR}: the one folder that holds all state. */
final class HomeOption {
    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "home")
    private @Nullable Path folder;

    /** A folder below the home that can be written to. */
    Path folder(String name, Terminal terminal) throws Refused {
        return writable(base(terminal).resolve(name));
    }

    /** The home itself, where it can be written to. */
    Path writableBase(Terminal terminal) throws Refused {
        return writable(base(terminal));
    }

    private static Path writable(Path home) throws Refused {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw unusable(home);
        }
        if (!Files.isWritable(home)) {
            throw unusable(home);
        }
        return home;
    }

    /** The home itself: what all engines below it share. */
    Path base(Terminal terminal) {
        String named = terminal.environment().getOrDefault("TOCSIN_HOME", "");
        Path base = folder != null ? folder : Path.of(named.isBlank() ? "data" : named);
        return base.toAbsolutePath().normalize();
    }

    private static Refused unusable(Path home) {
        return Refused.environment("数据目录无法写入：" + home, "expected a data folder that can be written to, was " + home);
    }
}
