package io.tocsin.server.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.config.Target;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCourierTest {
    private static final ToldEvent EVENT = EventLogOf.told("e-1");
    private static final String TO = "duty@park.example";
    private static final String OTHER = "chief@park.example";

    private @Nullable GreenMail server;

    @AfterEach
    void close() {
        if (server != null) {
            server.stop();
        }
    }

    private GreenMail start(String protocol) {
        GreenMail started = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        started.start();
        server = started;
        return started;
    }

    private static MailCourier courier(Target target, @Nullable SSLContext trusted) {
        return new MailCourier(target, Sample.ABOUT, () -> EventLogOf.TIME_MS, trusted);
    }

    private static Target target(GreenMail mails, String... recipients) {
        return Sample.mail("smtp://127.0.0.1:" + mails.getSmtp().getPort(), "", "", List.of(recipients));
    }

    @Test
    void sendsPlainTextToEachRecipient() throws Exception {
        GreenMail mails = start(ServerSetup.PROTOCOL_SMTP);
        assertThat(courier(target(mails, TO, OTHER), null).deliver(List.of(EVENT)))
                .isEqualTo(new Outcome.Taken());
        assertThat(mails.getReceivedMessages()).hasSize(2);
        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[紧急] LT-1 HH 13.12 m (1) 滨海化工园");
        assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(mail.getContent().toString()).contains("2026-11-22 08:00:00  紧急  报警  LT-1 HH  液位高高  13.12 m  园区值班");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("Tocsin-Delivery")).containsExactly("e-1");
        assertThat(mail.getHeader("Date")).containsExactly("Sun, 22 Nov 2026 08:00:00 +0800");
        assertThat(mail.getFrom()[0]).hasToString("tocsin@park.example");
        assertThat(mail.getMessageID()).isEqualTo(mails.getReceivedMessages()[1].getMessageID());
    }

    @Test
    void isHeldWhereItIsNotLetIn() throws Exception {
        GreenMail mails = start(ServerSetup.PROTOCOL_SMTP);
        mails.setUser(TO, "engine", "right");
        String url = "smtp://127.0.0.1:" + mails.getSmtp().getPort();
        Outcome wrong = courier(Sample.mail(url, "engine", "wr0ng-pa55", List.of(TO)), null)
                .deliver(List.of(EVENT));
        assertThat(wrong).isInstanceOf(Outcome.Held.class);
        assertThat(wrong.toString()).doesNotContain("wr0ng-pa55");
        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(courier(Sample.mail(url, "engine", "right", List.of(TO)), null)
                        .deliver(List.of(EVENT)))
                .isEqualTo(new Outcome.Taken());
    }

    @Test
    void sendsNothingUnencryptedBeyondThisMachine() {
        GreenMail mails = start(ServerSetup.PROTOCOL_SMTP);
        // Reaches the same server by a name that is not loopback's; it offers no STARTTLS.
        Target far = Sample.mail("smtp://0.0.0.0:" + mails.getSmtp().getPort(), "", "", List.of(TO));
        assertThatThrownBy(() -> courier(far, null).deliver(List.of(EVENT)))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("STARTTLS");
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void isRefusedOnlyWhereNobodyIsTaken() throws Exception {
        try (MailHost host = MailHost.start()) {
            host.answer(TO, "550 no such user");
            Outcome none =
                    courier(Sample.mail(host.url(), "", "", List.of(TO)), null).deliver(List.of(EVENT));
            assertThat(none).isInstanceOf(Outcome.Refused.class);
            assertThat(none.toString()).contains(TO).contains("no such user");
            assertThat(courier(Sample.mail(host.url(), "", "", List.of(TO, OTHER)), null)
                            .deliver(List.of(EVENT)))
                    .isEqualTo(new Outcome.Taken());
            assertThat(host.delivered()).containsExactly(OTHER);
        }
    }

    @Test
    void isHeldWhereTheServerWantsAUser() throws Exception {
        try (MailHost host = MailHost.start()) {
            host.answer(TO, "530 sign in first");
            assertThat(courier(Sample.mail(host.url(), "", "", List.of(TO)), null)
                            .deliver(List.of(EVENT)))
                    .isInstanceOf(Outcome.Held.class);
        }
    }

    @Test
    void sendsAgainOnlyToThoseWhoDidNotHaveIt() throws Exception {
        try (MailHost host = MailHost.start()) {
            host.answer(OTHER, "450 later");
            MailCourier courier = courier(Sample.mail(host.url(), "", "", List.of(TO, OTHER)), null);
            assertThatThrownBy(() -> courier.deliver(List.of(EVENT))).isInstanceOf(MessagingException.class);
            host.answer(OTHER, "250 ok");
            assertThat(courier.deliver(List.of(EVENT))).isEqualTo(new Outcome.Taken());
            assertThat(host.delivered()).containsExactly(TO, OTHER);
            assertThat(courier.deliver(List.of(EVENT, EVENT))).isEqualTo(new Outcome.Taken());
            assertThat(host.delivered()).containsExactly(TO, OTHER, TO, OTHER);
        }
    }

    @Test
    void failsWhereNobodyListens() {
        GreenMail mails = start(ServerSetup.PROTOCOL_SMTP);
        Target target = target(mails, TO);
        mails.stop();
        assertThatThrownBy(() -> courier(target, null).deliver(List.of(EVENT))).isInstanceOf(MessagingException.class);
    }

    @Test
    void joinsAllThatCameMeanwhileUpToABound() {
        GreenMail mails = start(ServerSetup.PROTOCOL_SMTP);
        MailCourier courier = courier(target(mails, TO), null);
        assertThat(courier.joins(List.of(EVENT), EVENT)).isTrue();
        assertThat(courier.joins(java.util.Collections.nCopies(1_000, EVENT), EVENT))
                .isFalse();
        assertThat(courier.everyMs()).isEqualTo(60_000);
    }

    @Test
    void speaksTlsToWhomItTrustsOnly(@TempDir Path folder) throws Exception {
        Path store = SelfMade.store(folder);
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        System.setProperty("greenmail.tls.keystore.password", SelfMade.PASSWORD);
        try {
            GreenMail mails = start(ServerSetup.PROTOCOL_SMTPS);
            Target target = Sample.mail("smtps://127.0.0.1:" + mails.getSmtps().getPort(), "", "", List.of(TO));
            assertThatThrownBy(() -> courier(target, null).deliver(List.of(EVENT)))
                    .isInstanceOf(MessagingException.class);
            assertThat(mails.getReceivedMessages()).isEmpty();
            assertThat(courier(target, SelfMade.context(store)).deliver(List.of(EVENT)))
                    .isEqualTo(new Outcome.Taken());
            assertThat(mails.getReceivedMessages()).hasSize(1);
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
    }
}
