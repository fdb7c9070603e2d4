package io.tocsin.server.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.GateLists;
import io.tocsin.config.GateListsReader;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Incidents24Test {
    @Test
    void dump() throws IOException {
        Path binhai = Path.of("../sites/binhai");
        Site site = SiteReader.read(binhai, Map.of()).site().orElseThrow();
        GateLists lists = GateListsReader.ofFolder(binhai, site).lists();
        Path out = Path.of("target/annunciation");
        Files.createDirectories(out);
        for (Script script : Scripts.all()) {
            long t = System.nanoTime();
            Play.Outcome o = Play.of(site, lists, script);
            Files.write(out.resolve(script.id() + ".txt"), Timeline.of(script, o.recording()));
            var a = o.recording().facts().stream().sorted().toList();
            var b = o.naive().facts().stream().sorted().toList();
            System.out.println(script.id() + " ms " + (System.nanoTime() - t) / 1000000 + " facts " + a.size()
                    + " same " + a.equals(b) + " rings "
                    + o.recording().rings().equals(script.rings()) + " " + o.recording().rings());
            if (!a.equals(b)) {
                var x = new java.util.ArrayList<>(a);
                x.removeAll(b);
                var y = new java.util.ArrayList<>(b);
                y.removeAll(a);
                System.out.println("  engine only " + x + "\n  naive only " + y);
            }
        }
        assertThat(1).isEqualTo(1);
    }
}
