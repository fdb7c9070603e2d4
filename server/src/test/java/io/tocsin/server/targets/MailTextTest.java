package io.tocsin.server.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Target.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailTextTest {
    private static final ToldEvent LOW = EventLogOf.told("low", "priority=LOW", "tag=TT-9", "position:null");
    private static final ToldEvent WORST = EventLogOf.told("worst");

    private static MailText in(Language language) {
        return new MailText(Sample.ABOUT, language);
    }

    @Test
    void saysTheWorstOfItInTheSubject() {
        assertThat(in(Language.EN).subject(List.of(LOW, WORST))).isEqualTo("[CRITICAL] LT-1 HH 13.12 m (2) Binhai");
        assertThat(in(Language.ZH).subject(List.of(LOW, WORST))).isEqualTo("[紧急] LT-1 HH 13.12 m (2) 滨海化工园");
    }

    @Test
    void hasOneLineForEachEventInLocalTime() {
        assertThat(in(Language.EN).body(List.of(WORST, LOW))).isEqualTo("""
                        Binhai, events: 2, times of Asia/Shanghai

                        2026-11-22 08:00:00  CRITICAL  raised  LT-1 HH  Level very high  13.12 m  Park duty
                        2026-11-22 08:00:00  LOW  raised  TT-9 HH  Level very high  13.12 m
                        """.replace("\n", "\r\n"));
        assertThat(in(Language.ZH).body(List.of(WORST)))
                .contains("滨海化工园，1 条，时区 Asia/Shanghai")
                .contains("紧急  报警  LT-1 HH  液位高高  13.12 m  园区值班");
    }

    @Test
    void namesAnAlarmWithoutATagByItsId() {
        ToldEvent rule = EventLogOf.told("r", "tag:null", "value:null", "alarmId=rule:leak");
        assertThat(in(Language.EN).subject(List.of(rule))).isEqualTo("[CRITICAL] rule:leak (1) Binhai");
    }

    @Test
    void letsNoTextBeginAHeaderOrALine() {
        ToldEvent sly = EventLogOf.told("s", "tag=A\\r\\nBcc: x@y.example");
        assertThat(in(Language.EN).subject(List.of(sly))).doesNotContain("\r").doesNotContain("\n");
        assertThat(in(Language.EN).body(List.of(sly)).lines()).hasSize(3);
    }

    @Test
    void hasTheSameIdForTheSameEventsOnly() {
        MailText text = in(Language.EN);
        String id = text.messageId("mail", List.of(WORST));
        assertThat(id).matches("<[0-9a-f]{32}@binhai\\.tocsin>").isEqualTo(text.messageId("mail", List.of(WORST)));
        assertThat(id)
                .isNotEqualTo(text.messageId("mail", List.of(WORST, LOW)))
                .isNotEqualTo(text.messageId("other", List.of(WORST)));
    }
}
