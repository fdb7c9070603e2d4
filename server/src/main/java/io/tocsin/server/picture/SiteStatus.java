package io.tocsin.server.picture;

import io.tocsin.config.Problem;
import io.tocsin.config.SiteDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which site is in force, and what became of its files since.
 *
 * @param configVersion in force
 * @param sinceMs when it was taken
 * @param operator who took it; null where that was not written down
 * @param via start, file or console
 * @param watched true where the files are followed
 * @param refused true where the files are not sound as they stand
 * @param problems of the files, as they were read last
 * @param atNextStart what the files say that a running engine does not follow
 */
public record SiteStatus(
        String configVersion,
        long sinceMs,
        @Nullable String operator,
        @Nullable String via,
        boolean watched,
        boolean refused,
        List<Problem> problems,
        SiteDifference atNextStart) {
    public SiteStatus {
        problems = List.copyOf(problems);
    }
}
