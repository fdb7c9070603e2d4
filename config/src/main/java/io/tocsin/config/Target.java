package io.tocsin.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where people are told of alarms.
 *
 * @param id names its cursor: the same id goes on where it was
 * @param url of a webhook it may hold a key, so nobody is shown it: {@link #shownUrl()}
 * @param secret signs what a webhook is sent; empty for a mail
 * @param mail null for a webhook
 */
public record Target(
        String id,
        Kind kind,
        @Secret String url,
        @Secret String secret,
        Choice choice,
        @Nullable Mail mail) {
    /** What a target is. */
    public enum Kind {
        WEBHOOK,
        EMAIL
    }

    /** Where a target begins whose cursor is not there yet. */
    public enum From {
        NOW,
        BEGINNING
    }

    /** The language of a mail. */
    public enum Language {
        ZH,
        EN
    }

    /** Types of events that a target may be told of, as the alarm events name them. */
    public static final List<String> EVENTS = List.of(
            "RAISED",
            "CLEARED",
            "ACKNOWLEDGED",
            "REALARMED",
            "SUPERSEDED",
            "RESET",
            "MISSED",
            "CONFIG_CHANGED",
            "SHELVED",
            "UNSHELVED",
            "SUPPRESSED",
            "UNSUPPRESSED",
            "REMOVED_FROM_SERVICE",
            "RETURNED_TO_SERVICE",
            "ESCALATED",
            "COMMENTED",
            "ASSIGNED",
            "HANDLED",
            "FALSE_ALARM",
            "CLOSED");

    /**
     * Which events it is told of.
     *
     * @param priorities empty = all
     * @param positions empty = all; else those responsible
     * @param informed true: events count as well of which one of the positions is only informed
     * @param enterprises empty = all
     */
    public record Choice(
            List<String> events,
            List<Priority> priorities,
            List<String> positions,
            boolean informed,
            List<String> enterprises,
            From from) {
        public Choice {
            events = List.copyOf(events);
            priorities = List.copyOf(priorities);
            positions = List.copyOf(positions);
            enterprises = List.copyOf(enterprises);
        }
    }

    /**
     * How a mail is written and sent.
     *
     * @param user empty = without signing in
     * @param everyMs no two mails closer together than that
     */
    public record Mail(
            String user,
            @Secret String password,
            String sender,
            List<String> recipients,
            Language language,
            long everyMs) {
        public Mail {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String toString() {
            return "Mail[user=" + user + ", password=***, sender=" + sender + ", recipients=" + recipients
                    + ", language=" + language + ", everyMs=" + everyMs + "]";
        }
    }

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

    /** True where this host is this machine, by its name alone. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Where it leads, without what stands behind the host: there may be a key in it. */
    public String shownUrl() {
        return url.replaceFirst("^([a-z]+://[^/?#]*).*$", "$1");
    }

    @Override
    public String toString() {
        return "Target[id=" + id + ", kind=" + kind + ", url=" + shownUrl() + ", secret=***, choice=" + choice
                + ", mail=" + mail + "]";
    }
}
