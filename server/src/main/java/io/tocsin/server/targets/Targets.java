package io.tocsin.server.targets;

import io.tocsin.config.Site;
import io.tocsin.config.Target;
import io.tocsin.server.link.DeadLetterLines;
import io.tocsin.server.past.FollowedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All targets of a site, each on a thread of its own. A changed site stops those that are gone, starts those that are new
 * and starts the changed anew behind their cursors; the others do not notice.
 *
 * <p>Thread-safe. Nothing waits for a target but {@link #follow} and {@link #close()}, and those not for long.
 */
public final class Targets implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Options options;
    private final LongSupplier nowMs;
    private volatile Map<String, Running> running = Map.of();

    /** Opens a cursor in a file of this name. */
    public interface Cursors {
        TargetCursor open(String name) throws IOException;
    }

    /**
     * Where from and where to.
     *
     * @param logs a log for each target, for its thread alone
     * @param deadLetters folder of what targets never take
     */
    public record Options(Supplier<FollowedLog> logs, Cursors cursors, Path deadLetters) {}

    private record Running(Target target, About about, TargetPump pump) {}

    /** @param nowMs epoch milliseconds */
    public Targets(Options options, LongSupplier nowMs) {
        this.options = options;
        this.nowMs = nowMs;
    }

    /** From now on these are told, and no others. */
    public synchronized void follow(Site site, List<Target> targets) {
        About about = About.of(site);
        Map<String, Running> before = running;
        Map<String, Running> after = new LinkedHashMap<>();
        for (Target target : targets) {
            Running known = before.get(target.id());
            boolean same = known != null
                    && known.target().equals(target)
                    && known.about().equals(about);
            after.put(target.id(), same && known != null ? known : new Running(target, about, pump(target, about)));
        }
        before.values().stream()
                .filter(one -> !after.containsValue(one))
                .forEach(one -> one.pump().close(FAREWELL));
        running = Collections.unmodifiableMap(after);
        after.values().stream()
                .filter(one -> !before.containsValue(one))
                .forEach(one -> one.pump().start());
    }

    private TargetPump pump(Target target, About about) {
        String name = "target-" + target.id();
        FollowedLog log = options.logs().get();
        Courier courier = target.kind() == Target.Kind.WEBHOOK
                ? new WebhookCourier(target, nowMs, null)
                : new MailCourier(target, about, nowMs, null);
        DeadLetterLines dead = new DeadLetterLines(options.deadLetters(), name, DeadLetterLines.Bounds.standard());
        TargetPump.Parts parts =
                new TargetPump.Parts(log, log.lastSeq(), () -> options.cursors().open(name), courier, dead);
        return new TargetPump(target, parts, TargetPump.Patience.STANDARD, nowMs);
    }

    /** There is more to tell. Never blocks; may be called for every record. */
    public void wakeUp() {
        running.values().forEach(one -> one.pump().wakeUp());
    }

    /** The newest record that every target has had; all of them where there is no target. */
    public long position() {
        return running.values().stream()
                .mapToLong(one -> one.pump().kept())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** In the order of the configuration. */
    public List<TargetStatus> status() {
        return running.values().stream().map(one -> one.pump().status()).toList();
    }

    /** What a target did; zeros where there is none of this id any more. */
    public TargetStatus.Figures figures(String id) {
        Running one = running.get(id);
        return one == null ? TargetStatus.Figures.NONE : one.pump().status().figures();
    }

    /** True also where there is none of this id any more: nothing is wrong with it. */
    public boolean isReady(String id) {
        Running one = running.get(id);
        return one == null || one.pump().status().ok();
    }

    public boolean isHeld(String id) {
        Running one = running.get(id);
        return one != null && one.pump().status().state() == TargetStatus.State.HELD;
    }

    @Override
    public synchronized void close() {
        running.values().forEach(one -> one.pump().close(FAREWELL));
    }
}
