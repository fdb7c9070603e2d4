package io.tocsin.server.targets;

import io.tocsin.config.Target;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends digests by SMTP, to each recipient by itself: one whose box is full keeps nobody else from being told, and nobody
 * gets a mail again because another's was not taken.
 */
final class MailCourier implements Courier {
    static final int EVENTS_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MailCourier.class);
    private static final String CONNECT_MS = "5000";
    private static final String ANSWER_MS = "10000";
    private static final Set<Integer> SIGN_IN = Set.of(530, 534, 535, 538);

    private final Target target;
    private final Target.Mail mail;
    private final MailText text;
    private final Session session;
    private final LongSupplier nowMs;
    private final Set<String> done = new TreeSet<>();
    private String doneOf = "";

    /** @param trusted null = the JVM's own trust store */
    MailCourier(Target target, About about, LongSupplier nowMs, @Nullable SSLContext trusted) {
        this.target = target;
        this.nowMs = nowMs;
        mail = Objects.requireNonNull(target.mail(), "a target of mail says how");
        text = new MailText(about, mail.language());
        session = Session.getInstance(properties(target, mail, trusted));
    }

    /** TLS or nothing, but on this machine itself; the certificate must be the host's. */
    private static Properties properties(Target target, Target.Mail mail, @Nullable SSLContext trusted) {
        URI url = URI.create(target.url());
        String protocol = url.getScheme();
        boolean loopback = Target.isLoopback(url.getHost());
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(prefix + "host", url.getHost().replaceAll("[\\[\\]]", ""));
        if (url.getPort() >= 0) {
            properties.setProperty(prefix + "port", Integer.toString(url.getPort()));
        }
        properties.setProperty(prefix + "connectiontimeout", CONNECT_MS);
        properties.setProperty(prefix + "timeout", ANSWER_MS);
        properties.setProperty(prefix + "writetimeout", ANSWER_MS);
        properties.setProperty(prefix + "auth", Boolean.toString(!mail.user().isEmpty()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(!loopback));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(!loopback));
        properties.setProperty(prefix + "quitwait", "false");
        if (trusted != null) {
            properties.put(prefix + "ssl.socketFactory", trusted.getSocketFactory());
        }
        return properties;
    }

    @Override
    public Outcome deliver(List<ToldEvent> events) throws Exception {
        String id = text.messageId(target.id(), events);
        if (!id.equals(doneOf)) {
            done.clear();
            doneOf = id;
        }
        MimeMessage message = message(events, id);
        try (Transport transport = session.getTransport()) {
            if (mail.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(mail.user(), mail.password());
            }
            return toAll(transport, message);
        } catch (AuthenticationFailedException e) {
            return new Outcome.Held("expected to be let in as " + mail.user() + ", was " + reason(e));
        }
    }

    private MimeMessage message(List<ToldEvent> events, String id) throws MessagingException {
        MimeMessage message = new WithId(session, id);
        message.setFrom(new InternetAddress(mail.sender()));
        for (String recipient : mail.recipients()) {
            message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(text.subject(events), StandardCharsets.UTF_8.name());
        message.setText(text.body(events), StandardCharsets.UTF_8.name());
        message.setHeader("Date", text.date(nowMs.getAsLong()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Tocsin-Delivery", WebhookCourier.header(events.get(0).id()));
        message.saveChanges();
        return message;
    }

    /** A repeat has the same id: whoever reads can see that it is one. */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private Outcome toAll(Transport transport, MimeMessage message) throws MessagingException {
        List<String> refused = new ArrayList<>();
        for (String recipient : mail.recipients()) {
            if (done.contains(recipient)) {
                continue;
            }
            try {
                transport.sendMessage(message, new Address[] {new InternetAddress(recipient)});
                done.add(recipient);
            } catch (MessagingException e) {
                int code = code(e);
                if (SIGN_IN.contains(code)) {
                    return new Outcome.Held(reason(e));
                }
                if (code < 500) {
                    throw e;
                }
                refused.add(recipient + ": " + reason(e));
            }
        }
        return outcome(refused);
    }

    /** Told where anybody was: an address that is never taken is said, and holds nobody up. */
    private Outcome outcome(List<String> refused) {
        if (done.isEmpty()) {
            return new Outcome.Refused("expected a recipient that is taken, was " + refused);
        }
        if (!refused.isEmpty()) {
            LOG.warn("target {}: expected all recipients to be taken, was {}", target.id(), refused);
        }
        return new Outcome.Taken();
    }

    /** The newest reply of the server in a chain of faults; 0 where it said none. */
    private static int code(MessagingException e) {
        for (Exception at = e;
                at != null;
                at = at instanceof MessagingException next ? next.getNextException() : null) {
            if (at instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (at instanceof SMTPSenderFailedException sender) {
                return sender.getReturnCode();
            }
            if (at instanceof SMTPSendFailedException send && send.getNextException() == null) {
                return send.getReturnCode();
            }
        }
        return 0;
    }

    private static String reason(MessagingException e) {
        Exception next = e.getNextException();
        String text = String.valueOf((next == null ? e : next).getMessage());
        return text.strip().replaceAll("\\s+", " ");
    }

    @Override
    public boolean joins(List<ToldEvent> waiting, ToldEvent next) {
        return waiting.size() < EVENTS_MAX;
    }

    @Override
    public long everyMs() {
        return mail.everyMs();
    }
}
