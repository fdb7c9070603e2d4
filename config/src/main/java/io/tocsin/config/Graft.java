package io.tocsin.config;

import io.tocsin.config.YamlNode.Mapping;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Values that were put into a document and stand in another file: a problem with one of them is told there. */
final class Graft {
    static final Graft NONE = new Graft("");

    private final String file;
    private final Set<YamlNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

    Graft(String file) {
        this.file = file;
    }

    <T extends YamlNode> T add(T node) {
        nodes.add(node);
        return node;
    }

    boolean has(YamlNode node) {
        return nodes.contains(node);
    }

    String file() {
        return file;
    }

    /** The same without a name. */
    static Mapping without(Mapping mapping, String name) {
        Map<String, YamlNode.Entry> fewer = new LinkedHashMap<>(mapping.entries());
        fewer.remove(name);
        return new Mapping(fewer, mapping.line(), mapping.column());
    }
}
