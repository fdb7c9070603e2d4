package io.tocsin.server.picture;

import io.tocsin.config.Problem;
import io.tocsin.config.SiteDifference;
import java.util.List;

/** What became of the request to take a site's files as they are now. */
public sealed interface Reload {
    /**
     * They are in force, and durable.
     *
     * @param previousVersion the same as the new one where nothing was changed
     * @param warnings that let the site through
     * @param atNextStart the part of the difference that a running engine does not follow
     */
    record Taken(
            String previousVersion,
            String configVersion,
            SiteDifference difference,
            List<Problem> warnings,
            SiteDifference atNextStart)
            implements Reload {
        public Taken {
            warnings = List.copyOf(warnings);
        }
    }

    /** They are not sound: all goes on as before. */
    record Refused(List<Problem> problems) implements Reload {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** It is not known in time whether the change is durable. */
    record NotDurable() implements Reload {}

    /** This engine has no files to follow: a drill, or one that was given none. */
    record NoFiles() implements Reload {}
}
