package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Scalar;

/** One file being read: its name, where its problems go, and what its variables stand for. */
record Reading(String file, Problems problems, Variables variables, Graft graft) {
    Reading(String file, Problems problems, Variables variables) {
        this(file, problems, variables, Graft.NONE);
    }

    Place place(YamlNode node, Path path) {
        if (graft.has(node)) {
            return new Place(graft.file(), node.line(), node.column(), path);
        }
        boolean overridden = node instanceof Scalar scalar && Overrides.isOverride(scalar);
        return overridden ? new Place(Variables.FILE, 0, 0, path) : new Place(file, node.line(), node.column(), path);
    }

    /** True where what is written decides which alarms there are: such values are kept with the site's texts. */
    boolean decides(Path path) {
        return !file.equals(SettingsFile.NAME) || path.section().equals("ingest");
    }
}
