package io.tocsin.server.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.config.Target;
import io.tocsin.server.link.DeadLetterLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One target, a log in memory and a real server. */
class TargetPumpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TargetPump.Patience SHORT = new TargetPump.Patience(3, 10, 50);

    @TempDir
    private Path folder;

    private final EventLogOf log = new EventLogOf();
    private final MemoryCursor cursor = new MemoryCursor();
    private final List<TargetPump> pumps = new ArrayList<>();
    private Receiver receiver;

    /** Outlives its pumps. */
    private static final class MemoryCursor implements TargetCursor {
        private long position;
        private String note = "";
        private volatile boolean full;

        @Override
        public synchronized long position() {
            return position;
        }

        @Override
        public synchronized String note() {
            return note;
        }

        @Override
        public synchronized void moveTo(long seq, String newNote) throws IOException {
            if (full) {
                throw new IOException("expected room on the disk, was none");
            }
            position = seq;
            note = newNote;
        }
    }

    @BeforeEach
    void open() throws Exception {
        receiver = Receiver.start(0);
    }

    @AfterEach
    void close() {
        pumps.forEach(pump -> pump.close(Duration.ofSeconds(2)));
        receiver.close();
    }

    private TargetPump start(Target target, Courier courier) {
        DeadLetterLines dead = new DeadLetterLines(folder, "target-hook", DeadLetterLines.Bounds.standard());
        TargetPump pump = new TargetPump(
                target,
                new TargetPump.Parts(log.reader(), log.size(), () -> cursor, courier, dead),
                SHORT,
                () -> EventLogOf.TIME_MS + 5_000);
        pumps.add(pump);
        pump.start();
        return pump;
    }

    private TargetPump start() {
        Target target = Sample.hook(receiver.url());
        return start(target, new WebhookCourier(target, () -> EventLogOf.TIME_MS, null));
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "e-" + i).toList();
    }

    private void untilTold(List<String> ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiver.ids()).containsExactlyElementsOf(ids));
    }

    @Test
    void tellsEverythingInOrder() {
        TargetPump pump = start();
        log.add(1, 50, i -> "e-" + i);
        untilTold(numbered(1, 50));
        await().atMost(PATIENCE).until(() -> pump.status().figures().lag() == 0);
        TargetStatus status = pump.status();
        assertThat(status.state()).isEqualTo(TargetStatus.State.READY);
        assertThat(status.figures()).isEqualTo(new TargetStatus.Figures(50, 0, 0, 0, 0));
        assertThat(cursor.position()).isEqualTo(100);
    }

    @Test
    void tellsOneThatWasAwayEverythingInOrder() throws Exception {
        int port = receiver.port();
        TargetPump pump = start();
        log.add(1, 10, i -> "e-" + i);
        untilTold(numbered(1, 10));
        receiver.close();
        log.add(11, 60, i -> "e-" + i);
        await().atMost(PATIENCE).until(() -> pump.status().state() == TargetStatus.State.BACKING_OFF);
        assertThat(pump.status().figures().waitingMs()).isEqualTo(5_000);
        assertThat(pump.status().figures().lag()).isPositive();
        assertThat(pump.kept()).isLessThanOrEqualTo(20);
        assertThat(pump.status().reason()).doesNotContain("k3y");
        receiver = Receiver.start(port);
        untilTold(numbered(11, 60));
        await().atMost(PATIENCE).until(() -> pump.status().ok());
        assertThat(pump.status().figures().failed()).isPositive();
    }

    @Test
    void goesOnBehindItsCursor() {
        TargetPump first = start();
        log.add(1, 20, i -> "e-" + i);
        untilTold(numbered(1, 20));
        first.close(Duration.ofSeconds(2));
        assertThat(first.status().state()).isEqualTo(TargetStatus.State.CLOSED);
        log.add(21, 40, i -> "e-" + i);
        start();
        untilTold(numbered(1, 40));
    }

    @Test
    void beginsWithWhatHappensFromNowOnWhereItIsNew() {
        log.add(1, 5, i -> "e-" + i);
        Target.Choice now =
                new Target.Choice(Sample.ALL.events(), List.of(), List.of(), false, List.of(), Target.From.NOW);
        Target target = Sample.hook(receiver.url(), now);
        TargetPump first = start(target, new WebhookCourier(target, () -> 0, null));
        await().atMost(PATIENCE).until(() -> cursor.position() == 10);
        first.close(Duration.ofSeconds(2));
        log.add(6, 8, i -> "e-" + i);
        start(target, new WebhookCourier(target, () -> 0, null));
        untilTold(numbered(6, 8));
    }

    @Test
    void setsAsideWhatIsNeverTakenAndGoesOn() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        receiver.answer(message -> {
            boolean poison = message.ids().contains("e-2");
            tries.addAndGet(poison ? 1 : 0);
            return new Receiver.Answer(poison ? 422 : 200, Map.of());
        });
        TargetPump pump = start();
        log.add(1, 3, i -> "e-" + i);
        untilTold(List.of("e-1", "e-3"));
        assertThat(tries).hasValue(3);
        assertThat(pump.status().figures().dead()).isEqualTo(1);
        assertThat(pump.status().figures().failed()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("target-hook.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"reason\":\"expected HTTP 2xx, was 422\"")
                        .contains("\"eventId\":\"e-2\"")
                        .doesNotContain("Y0001"));
    }

    @Test
    void waitsForAPersonWhereItIsNotLetIn() {
        receiver.answer(401);
        TargetPump pump = start();
        log.add("e-1");
        await().atMost(PATIENCE).until(() -> pump.status().figures().failed() > SHORT.refusals() + 1);
        assertThat(pump.status().state()).isEqualTo(TargetStatus.State.HELD);
        assertThat(pump.status().reason()).isEqualTo("expected HTTP 2xx, was 401");
        assertThat(pump.status().figures().dead()).isZero();
        receiver.answer(200);
        untilTold(List.of("e-1"));
        await().atMost(PATIENCE).until(() -> pump.status().ok());
    }

    @Test
    void tellsOnceWhatTheDiskDoesNotKeep() throws Exception {
        TargetPump pump = start();
        log.add("e-1");
        untilTold(List.of("e-1"));
        cursor.full = true;
        log.add("e-2");
        log.add("e-3");
        untilTold(List.of("e-1", "e-2", "e-3"));
        assertThat(pump.kept()).isLessThan(log.size());
        cursor.full = false;
        await().atMost(PATIENCE).until(() -> pump.kept() == log.size());
        assertThat(receiver.ids()).hasSize(3);
    }

    @Test
    void tellsAGroupInOneMessage() {
        receiver.answer(503);
        log.add("e-1");
        log.add("a", "group=g");
        log.add("quiet", "annunciated:false");
        log.add("b", "group=g");
        log.add("e-2");
        start();
        receiver.answer(200);
        untilTold(List.of("e-1", "a", "b", "e-2"));
        assertThat(receiver.received().stream().map(Receiver.Received::ids))
                .containsExactly(List.of("e-1"), List.of("a", "b"), List.of("e-2"));
    }

    @Test
    void mailsTheFirstAtOnceAndThenWhatCameMeanwhile() throws Exception {
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try {
            Target target = new Target(
                    "mail",
                    Target.Kind.EMAIL,
                    "smtp://127.0.0.1:" + mails.getSmtp().getPort(),
                    "",
                    Sample.ALL,
                    new Target.Mail("", "", "a@park.example", List.of("b@park.example"), Target.Language.EN, 2_000));
            TargetPump pump = start(target, new MailCourier(target, Sample.ABOUT, () -> 0, null));
            log.add("e-1");
            await().atMost(PATIENCE).until(() -> pump.status().figures().sent() == 1);
            log.add(2, 9, i -> "e-" + i);
            await().atMost(PATIENCE).until(() -> pump.status().figures().sent() == 9);
            assertThat(mails.getReceivedMessages()).hasSize(2);
            assertThat(mails.getReceivedMessages()[0].getSubject()).contains("(1)");
            assertThat(mails.getReceivedMessages()[1].getSubject()).contains("(8)");
        } finally {
            mails.stop();
        }
    }
}
