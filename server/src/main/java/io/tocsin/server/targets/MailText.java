package io.tocsin.server.targets;

import io.tocsin.config.Target.Language;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a mail: one line an event, in local time, and a subject that says the worst of it. Pure. */
record MailText(About about, Language language) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int ID_BYTES = 16;

    /** {@code [CRITICAL] T-101.LEVEL HH 13.12 m (2) Binhai}: the first of the worst, and how many events there are. */
    String subject(List<ToldEvent> events) {
        ToldEvent worst = events.get(0);
        for (ToldEvent event : events) {
            worst = event.priority().compareTo(worst.priority()) < 0 ? event : worst;
        }
        String text = "[" + MailWords.priority(language, worst.priority()) + "] " + worst.subject()
                + (worst.measured().isEmpty() ? "" : " " + worst.measured()) + " (" + events.size() + ") "
                + MailWords.in(language, about.name());
        return oneLine(text);
    }

    String body(List<ToldEvent> events) {
        String head = language == Language.ZH
                ? MailWords.in(language, about.name()) + "，" + events.size() + " 条，时区 " + about.zone()
                : MailWords.in(language, about.name()) + ", events: " + events.size() + ", times of " + about.zone();
        return Stream.concat(Stream.of(oneLine(head), ""), events.stream().map(this::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private String line(ToldEvent event) {
        String position = event.text("position");
        return Stream.of(
                        LOCAL.format(Instant.ofEpochMilli(event.timeMs()).atZone(about.zone())),
                        MailWords.priority(language, event.priority()),
                        MailWords.type(language, event.type()),
                        event.subject(),
                        MailWords.in(language, event.message()),
                        event.measured(),
                        position == null ? "" : MailWords.in(language, about.position(position)))
                .filter(part -> !part.isEmpty())
                .map(MailText::oneLine)
                .collect(Collectors.joining("  "));
    }

    /** A mail's own date. */
    String date(long timeMs) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochMilli(timeMs).atZone(about.zone()));
    }

    /** What comes from a message or a name must not begin a line of its own, let alone a header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /**
     * The same for the same events to the same target, so that a repeat is known for one; another where one event is
     * more, so that no reader drops what it has not seen.
     */
    String messageId(String target, List<ToldEvent> events) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(target.getBytes(StandardCharsets.UTF_8));
            for (ToldEvent event : events) {
                digest.update((byte) 0);
                digest.update(event.id().getBytes(StandardCharsets.UTF_8));
            }
            String park = about.park().replaceAll("[^A-Za-z0-9.-]", "-");
            return "<" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES) + "@" + park + ".tocsin>";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 of every JDK", e);
        }
    }
}
