package io.tocsin.server.cli;

import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.List;

/** Lines that are worth a word only where there was something. */
final class Remarks {
    private final List<Text> all = new ArrayList<>();

    Remarks add(String zh, String en, long count) {
        if (count > 0) {
            all.add(new Text(zh + "：" + count, en + ": " + count));
        }
        return this;
    }

    List<Text> all() {
        return all;
    }
}
