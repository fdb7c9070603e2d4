package io.tocsin.server.incidents;

import java.util.ArrayList;
import java.util.List;

/** The twenty-four incidents, in their order. */
final class Scripts {
    private Scripts() {}

    static List<Script> all() {
        List<Script> all = new ArrayList<>(PlantScripts.all());
        all.addAll(FieldScripts.first());
        all.addAll(GateScripts.all());
        all.addAll(FieldScripts.last());
        return all;
    }
}
