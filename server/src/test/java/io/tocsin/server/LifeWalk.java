package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.server.console.Browser;
import java.time.Duration;
import java.time.Instant;
import org.openqa.selenium.Keys;

/**
 * What an operator does with alarms beside acknowledging, in a real browser, in English: puts them aside and back, confirms as
 * the second person, writes down what was done, looks at early warnings and hands over. The alarm is one of a gate, for that
 * stands as long as nobody leaves.
 */
record LifeWalk(Browser browser, House house) {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String GATE = "[data-alarm^='rule:gate-entry:']";
    private static final String TOLD = ".told " + GATE;
    private static final String SILENT = ".silent " + GATE;
    private static final String CALM = "[data-alarm='T-102.LEVEL:H']";
    private static final String CRITICAL = "[data-alarm='T-102.LEVEL:CH']";

    void walk(String page) throws Exception {
        knowsWhatToDo();
        shelves();
        countsDownAndStaysOverAReload(page);
        comesBack();
        isConfirmedByTheSecondPerson();
        isUnknownWhereWorkIsDone();
        writesDownWhatWasDone();
        handsOver(page);
    }

    private void knowsWhatToDo() {
        String alarm = ".told [data-alarm='T-101.LEVEL:H']";
        browser.click(alarm + " .more");
        assertThat(browser.await(alarm + " .panel", "Stop the receipt"))
                .contains("Overfill", "10:00", "EP-OVERFILL", "Hailan control room 内线 8101");
        browser.click(alarm + " .more");
    }

    private void shelves() {
        browser.click(TOLD + " .more");
        browser.awaitElement(TOLD + " .shelve option");
        browser.click(TOLD + " .shelve .act");
        browser.await(TOLD + " .shelve [role=alert]", "say why");
        browser.type(TOLD + " .shelve [name=reason]", "driver is on his way out");
        browser.click(TOLD + " .shelve .act");
        assertThat(browser.await(SILENT, "left (until"))
                .contains("Shelved", "operator: driver is on his way out", "Unshelve");
        assertThat(browser.has(TOLD)).isFalse();
    }

    private void countsDownAndStaysOverAReload(String page) throws Exception {
        String left = browser.text(SILENT + " .left");
        browser.await(SILENT + " .left", text -> !text.isEmpty() && !text.equals(left), SOON);
        Site site = IncidentsTest.binhai();
        long now = System.currentTimeMillis();
        long end = Math.min(
                now + 600_000,
                site.annunciation().shelving().shiftEndMs(site.park().zone(), now));
        house.command(shelve("by-hand-2", "T-102.LEVEL:H", end));
        browser.await(".silent " + CALM, "li.wei: gauge is looked at");
        browser.go(page);
        browser.await(".silent " + CALM, "left (until");
        browser.await(SILENT, "left (until");
        house.command(shelve("by-hand-3", "T-102.LEVEL:CH", end));
    }

    private static String shelve(String requestId, String alarm, long untilMs) {
        return """
                {"command":"shelve","requestId":"%s","alarmId":"%s","operator":"li.wei","comment":"gauge is looked at","until":"%s"}
                """.formatted(requestId, alarm, Instant.ofEpochMilli(untilMs));
    }

    private void comesBack() {
        browser.click(SILENT + " [data-act=unshelve]");
        browser.await(TOLD, "unacknowledged");
        assertThat(browser.has(SILENT)).isFalse();
    }

    private void isConfirmedByTheSecondPerson() {
        browser.await(".left " + CRITICAL, "waits for a second person");
        browser.click(".left " + CRITICAL + " .more");
        browser.await(".left " + CRITICAL + " .shelve", "li.wei asks to shelve it: gauge is looked at");
        browser.click(".left " + CRITICAL + " .shelve .act");
        browser.await(".silent " + CRITICAL, "li.wei and operator (second person)");
    }

    private void isUnknownWhereWorkIsDone() throws Exception {
        house.command("""
                {"command":"openWindow","requestId":"by-hand-4","operator":"li.wei","comment":"yearly","until":"%s",
                 "authorisation":"WP-7","window":{"work":"CALIBRATION","tank":"V-201A"}}
                """.formatted(Instant.now().plusSeconds(600)));
        browser.await(".silent .window", text -> text.contains("V-201A") && text.contains("permit WP-7"), SOON);
        String warning = ".farm-head .hazard .warn.w-UNKNOWN";
        browser.await(warning, "UNKNOWN");
        assertThat((String) browser.run(
                        "return getComputedStyle(document.querySelector(arguments[0])).backgroundImage", warning))
                .contains("repeating-linear-gradient");
        assertThat(browser.text(warning)).contains("suggested");
        browser.awaitElement(".topbar .warn");
        browser.run("document.querySelector('.silent').scrollIntoView(false)");
        ConsoleIT.picture(browser, "console-life.png");
    }

    private void writesDownWhatWasDone() {
        browser.click(TOLD + " .more");
        String handling = TOLD + " .handling";
        browser.await(handling, "to be handled");
        browser.type(handling + " [name=assignee]", "wang.fang");
        browser.click(handling + " [data-act=assign]");
        browser.await(handling, "assigned to wang.fang");
        browser.type(handling + " [name=note]", "sent to G1");
        browser.click(handling + " [data-act=handle]");
        browser.await(handling, "handled, to be closed");
        browser.click(handling + " [data-act=close]");
        browser.await(handling + " [role=alert]", "Not done");
    }

    private void handsOver(String page) throws Exception {
        browser.press(Keys.ESCAPE);
        browser.run("document.activeElement.blur()");
        browser.press("4");
        browser.await(".handover [data-table=handling]", "sent to G1");
        assertThat(browser.text(".handover [data-table=standing]")).contains("T-101.LEVEL:H");
        assertThat(browser.text(".handover [data-table=shelved]")).contains("T-102.LEVEL:H", "T-102.LEVEL:CH");
        assertThat(browser.text(".handover [data-table=windows]")).contains("V-201A");
        assertThat(browser.text(".handover [data-table=warnings]")).contains("UNKNOWN");
        browser.click(".handover option[value=park-duty]");
        browser.await(".watch", "Nobody has taken this watch");
        browser.type("[name=watch-note]", "one truck at the wrong gate");
        browser.click(".watch .act");
        browser.await(".watch", text -> text.contains("On watch: operator") && text.contains("wrong gate"), SOON);
        ConsoleIT.picture(browser, "console-handover.png");
        String printed = (String) browser.run("return document.querySelector('.handover a').href");
        browser.go(printed);
        browser.await("h1", "Hand-over sheet");
        browser.go(page);
        browser.awaitElement("#tank-T-101");
        browser.click(TOLD + " .more");
        browser.type(TOLD + " [name=note]", "was let in by the guard");
        browser.click(TOLD + " [data-act=falseAlarm]");
        browser.await(
                TOLD + " .handling", text -> text.contains("false alarm") && !text.contains("to be closed"), SOON);
        ConsoleIT.picture(browser, "console-handling.png");
    }
}
