package io.tocsin.server.targets;

import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a mail needs to know of the park.
 *
 * @param zone people read its local time
 * @param positions names by id
 */
record About(String park, Text name, ZoneId zone, Map<String, Text> positions) {
    static About of(Site site) {
        Map<String, Text> positions = new LinkedHashMap<>();
        for (Position position : site.annunciation().positions()) {
            positions.put(position.id(), position.name());
        }
        return new About(site.park().id(), site.park().name(), site.park().zone(), positions);
    }

    Text position(String id) {
        return positions.getOrDefault(id, Text.of(id));
    }
}
