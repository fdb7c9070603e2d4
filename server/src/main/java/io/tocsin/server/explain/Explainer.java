package io.tocsin.server.explain;

import io.tocsin.config.Names;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.explain.LoggedEvents.Logged;
import io.tocsin.server.live.Configurations;
import io.tocsin.server.live.NotRecoverable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Explains from the folder of an engine, which may be running: reads its two logs without their locks and writes nothing.
 *
 * <p>The event log says what happened; the journal, gone through again, says why. Any thread.
 */
public final class Explainer implements Explanations {
    /** So much before what is asked for, a replay begins at the latest. */
    private static final long BEFORE_MS = 600_000;

    /**
     * How far the logs may be read.
     *
     * @param inputs the newest durable record of the journal
     * @param events the newest durable record of the event log
     */
    public record Durable(LongSupplier inputs, LongSupplier events) {
        /** Of an engine whose state is not known: to the end of what stands in the files. */
        public static final Durable ALL = new Durable(() -> Long.MAX_VALUE, () -> Long.MAX_VALUE);
    }

    private final Path inputs;
    private final Path events;
    private final Configurations configurations;
    private final StartPoints starts;
    private final Durable durable;
    private final LongConsumer progress;

    /**
     * @param home the engine's own folder
     * @param progress told which record of the journal was reached, now and then
     */
    public Explainer(Path home, StartPoints starts, Durable durable, LongConsumer progress) {
        inputs = home.resolve("journal");
        events = home.resolve("events");
        configurations = new Configurations(home.resolve("configurations"));
        this.starts = starts;
        this.durable = durable;
        this.progress = progress;
    }

    /** True where this folder is an engine's. */
    public static boolean isEngine(Path home) {
        return Files.isDirectory(home.resolve("journal")) && Files.isDirectory(home.resolve("events"));
    }

    private void requireEngine() throws Unexplained {
        if (!Files.isDirectory(inputs) || !Files.isDirectory(events)) {
            Path home = inputs.getParent();
            throw new Unexplained(
                    Unexplained.Why.NO_ENGINE,
                    new Text("该目录不是引擎的数据目录：" + home, "expected the folder of an engine, was " + home));
        }
    }

    // ---- why it rang ------------------------------------------------------------------------------------------------

    @Override
    public Explanation occurrence(String id) throws Unexplained, JournalException {
        requireEngine();
        long upTo = durable.events().getAsLong();
        LoggedEvents logged = LoggedEvents.ofOccurrence(events, id, upTo);
        if (logged.events().isEmpty()) {
            throw unknown("occurrence", "报警", id, LoggedEvents.occurrences(events, upTo));
        }
        WhyItRang why = new WhyItRang(id, logged.events());
        Reach reach = reach(logged);
        boolean ofGate = "ACCESS".equals(logged.events().get(0).fields().text("category"));
        if (ofGate) {
            reach = reach.notReplayed(new Text(
                    "门禁报警来自一次通行记录，没有测点样本", "an alarm of a gate comes of a passage: there are no samples to it"));
        } else {
            reach = replay(why, why.onsetMs() - BEFORE_MS, reach);
        }
        if (reach.replayed() && !why.isFound()) {
            reach = reach.notReplayed(new Text(
                    "重放没有再现该报警，仅以事件日志作答",
                    "the replay did not bring it forth again: answered from the event log alone"));
        }
        return new OccurrenceAnswer(id, logged, why, ruleOf(logged.events().get(0)))
                .explanation(reach, siteOf(why, logged));
    }

    private @Nullable Site siteOf(WhyItRang why, LoggedEvents logged) {
        Site replayed = why.site();
        return replayed != null ? replayed : archived(logged.events().get(0).configHash());
    }

    /** By the configuration that is archived under the record's hash; null where it is not held any more. */
    private @Nullable RuleInForce ruleOf(Logged first) {
        Site site = archived(first.configHash());
        String tag = first.fields().text("tag");
        if (site == null || tag == null) {
            return null;
        }
        var spec = RuleInForce.spec(site, tag, first.fields().text("condition", ""));
        return spec == null ? null : RuleInForce.of(site, tag, spec, -1);
    }

    private @Nullable Site archived(long hash) {
        try {
            return configurations.loadShort(hash);
        } catch (NotRecoverable | UncheckedIOException e) {
            return null; // What the event itself says will have to do.
        }
    }

    // ---- why nothing rang -------------------------------------------------------------------------------------------

    @Override
    public Explanation silence(Asked asked) throws Unexplained, JournalException {
        requireEngine();
        LoggedEvents logged =
                LoggedEvents.ofTag(events, asked.tag(), durable.events().getAsLong());
        Site newest = newest();
        requireKnown(asked.tag(), newest, logged);
        WhyNot why = new WhyNot(asked, newest);
        Reach reach = replay(why, asked.fromMs() - BEFORE_MS, reach(logged));
        return new SilenceAnswer(asked, logged, why, newest).explanation(reach);
    }

    private void requireKnown(String tag, @Nullable Site newest, LoggedEvents logged) throws Unexplained {
        Set<String> known = new TreeSet<>();
        if (newest != null) {
            newest.tags().stream().map(Tag::id).forEach(known::add);
        }
        if (!known.contains(tag) && logged.events().isEmpty()) {
            for (Site site : configurations.all()) {
                site.tags().stream().map(Tag::id).forEach(known::add);
            }
            if (!known.contains(tag)) {
                throw unknown("tag", "位号", tag, known);
            }
        }
    }

    private static Unexplained unknown(String what, String chinese, String was, Collection<String> known) {
        String near = Names.nearest(was, known);
        return new Unexplained(
                Unexplained.Why.UNKNOWN,
                new Text(
                        "没有该" + chinese + "：" + was + (near == null ? "" : "，最接近的是 " + near),
                        "expected " + (what.equals("tag") ? "a tag" : "an occurrence")
                                + " that was ever heard of, was " + was
                                + (near == null ? "" : " (nearest: " + near + ")")));
    }

    /** The configuration of the newest record; null where there is none. */
    private @Nullable Site newest() throws JournalException {
        long hash = 0;
        List<Long> segments = Journal.segmentsOf(inputs);
        long newest = segments.isEmpty() ? 1 : segments.get(segments.size() - 1);
        try (JournalReader reader = Journal.read(inputs, newest)) {
            while (reader.next() && reader.record().seq() <= durable.inputs().getAsLong()) {
                hash = reader.record().configHash();
            }
        }
        return hash == 0 ? null : archived(hash);
    }

    // ---- both -------------------------------------------------------------------------------------------------------

    private Reach reach(LoggedEvents logged) throws JournalException {
        try (JournalReader reader = Journal.read(inputs, 1)) {
            boolean any = reader.next();
            return Reach.held(
                    any ? reader.record().seq() : 0,
                    any ? reader.record().receiveTimeMs() : -1,
                    logged.oldestSeq(),
                    logged.oldestMs());
        }
    }

    private static Text unknownBefore(long timeMs) {
        Instant begun = Instant.ofEpochMilli(timeMs);
        return new Text(
                begun + " 之前的状态已不可知，重放自该时刻开始",
                "how things stood before " + begun + " is not known: the replay began there");
    }

    private Reach replay(Watcher watcher, long wantedMs, Reach reach) throws JournalException {
        StartPoint start = null;
        for (StartPoint held : starts.held()) {
            boolean fits = held.nextSeq() >= reach.journalSeq() && held.timeMs() <= wantedMs;
            if (fits && reach.journalSeq() > 0 && (start == null || held.nextSeq() > start.nextSeq())) {
                start = held;
            }
        }
        boolean known = start != null;
        start = known || reach.journalSeq() == 0 ? start : starts.uncertain(wantedMs);
        if (start == null) {
            return reach.notReplayed(
                    new Text("样本已不再保存：仅以事件日志作答", "the samples are no longer held: answered from the event log alone"));
        }
        long[] reached = {0};
        try (JournalReader reader = Journal.read(inputs, start.nextSeq())) {
            new InputReplay(configurations, watcher)
                    .run(start, reader, durable.inputs().getAsLong(), seq -> {
                        reached[0] = seq;
                        progress.accept(seq);
                    });
        }
        return reach.replayed(start.nextSeq(), reached[0], known ? Text.of("") : unknownBefore(start.timeMs()));
    }
}
