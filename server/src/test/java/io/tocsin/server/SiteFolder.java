package io.tocsin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small sites: the park {@code it}, with enterprises e1 and e2 and a gateway of each, g1 and g2. */
public final class SiteFolder {
    private static final String PARK = """
            park: {id: it, name: Test park}
            enterprises:
              - {id: e1, name: One}
              - {id: e2, name: Two}
            gateways:
              - {id: g1, enterprise: e1}
              - {id: g2, enterprise: e2}
            """;

    private SiteFolder() {}

    /** @param tags the whole of {@code tags.yaml} */
    public static Path write(Path folder, String tags) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("park.yaml"), PARK);
        Files.writeString(folder.resolve("tags.yaml"), tags);
        return folder;
    }

    /** Tags LT-1 to LT-n of e1, each with H at 10 and a deadband of 1, without delays, not watched for silence. */
    public static String levels(int count) {
        StringBuilder yaml = new StringBuilder("tags:\n");
        for (int i = 1; i <= count; i++) {
            yaml.append("  - {tag: LT-").append(i).append(", unit: m, enterprise: e1, deadband: 1, limits: {H: 10}}\n");
        }
        return yaml.toString();
    }
}
