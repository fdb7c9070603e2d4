package io.tocsin.server.series;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.ingest.series.LineProtocol;
import java.util.List;

/** Lines of a site's tags, written as the pump writes them. */
final class LinesOf {
    private final List<String> tags;
    private final LineProtocol protocol;
    private final StringBuilder text = new StringBuilder();

    LinesOf(Site site) {
        tags = site.tags().stream().map(Tag::id).toList();
        protocol = new LineProtocol(site);
    }

    LinesOf add(String tag, long stampMs, double value, int quality) {
        protocol.write(tags.indexOf(tag), stampMs, value, quality, text);
        return this;
    }

    String text() {
        return text.toString();
    }
}
