package io.tocsin.server.accounts;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What part of the park an account has a hand in.
 *
 * @param enterprises whose things it sees and may touch; none = those of the whole park
 * @param positions that it holds, by id; {@value #ALL} = all that the site has
 */
public record Scope(List<String> enterprises, List<String> positions) {
    /** Stands for every position of the site, whichever it has when it is asked. */
    public static final String ALL = "*";

    /** The whole park, and no position. */
    public static final Scope PARK = new Scope(List.of(), List.of());

    /** The whole park, and all positions. */
    public static final Scope EVERYTHING = new Scope(List.of(), List.of(ALL));

    public Scope {
        enterprises = List.copyOf(enterprises);
        positions = List.copyOf(positions);
    }

    public boolean isWholePark() {
        return enterprises.isEmpty();
    }

    /** What belongs to no enterprise is the park's: it is not for those who have a hand in some enterprises only. */
    public boolean sees(@Nullable String enterprise) {
        return enterprises.isEmpty() || (enterprise != null && enterprises.contains(enterprise));
    }

    /** The ids of the positions, as the site has them now. */
    public List<String> positions(Annunciation rules) {
        return positions.contains(ALL) ? all(rules) : positions;
    }

    static List<String> all(Annunciation rules) {
        return rules.positions().stream().map(Position::id).toList();
    }
}
