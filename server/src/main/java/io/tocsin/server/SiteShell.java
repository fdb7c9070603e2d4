package io.tocsin.server;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.SiteDifference;
import io.tocsin.config.SiteReader;
import io.tocsin.rules.Input;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.SiteStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands a site to the engine and to all that stands around it.
 *
 * @param lists who may come; null where nobody asks
 * @param before what must be ready before anything is taken in under the site
 * @param after what else holds a site
 */
record SiteShell(LiveEngine engine, @Nullable ListsWatch lists, Consumer<Site> before, Consumer<Site> after)
        implements SiteWatch.Taker {
    @Override
    public List<Problem> unfit(Site site) {
        return lists == null ? List.of() : lists.unfit(site);
    }

    @Override
    public CompletableFuture<Void> take(SiteReader.Result read, Input.Principal by) {
        Site site = read.site().orElseThrow();
        before.accept(site);
        Supplier<CompletableFuture<Void>> taken = () -> engine.reconfigure(read, by);
        CompletableFuture<Void> durable = lists == null ? taken.get() : lists.follow(site, taken);
        after.accept(site);
        return durable;
    }

    /** Null before the engine has a configuration. */
    static @Nullable SiteStatus status(LiveEngine engine, @Nullable SiteWatch watch) {
        LiveEngine.Configuration now = engine.configuration();
        if (now == null) {
            return null;
        }
        Input.Principal by = now.configured().by();
        SiteWatch.Standing files = watch == null ? NO_FILES : watch.standing();
        return new SiteStatus(
                ConfigHash.version(now.configured().hash()),
                now.sinceMs(),
                by == null ? null : by.operator(),
                by == null ? null : by.via(),
                files.watched(),
                !files.refused().isEmpty(),
                files.problems(),
                files.atNextStart());
    }

    private static final SiteWatch.Standing NO_FILES =
            new SiteWatch.Standing(false, List.of(), List.of(), SiteDifference.NONE, 0);
}
