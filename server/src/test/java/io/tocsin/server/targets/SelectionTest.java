package io.tocsin.server.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.config.Priority;
import io.tocsin.config.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static boolean tells(Target.Choice choice, String... event) {
        return new Selection(choice).tells(EventLogOf.told("e", event));
    }

    private static Target.Choice choice(
            List<String> events, List<Priority> priorities, List<String> positions, boolean informed) {
        return new Target.Choice(events, priorities, positions, informed, List.of(), Target.From.NOW);
    }

    @Test
    void tellsOfTheTypesThatAreListed() {
        assertThat(tells(Sample.ALL)).isTrue();
        assertThat(tells(Sample.ALL, "type=ESCALATED")).isTrue();
        assertThat(tells(Sample.ALL, "type=CLEARED")).isFalse();
        assertThat(tells(choice(List.of("CLEARED"), List.of(), List.of(), false), "type=CLEARED"))
                .isTrue();
    }

    @Test
    void staysQuietOfWhatIsSuppressedAtTheConsole() {
        assertThat(tells(Sample.ALL, "annunciated:false")).isFalse();
        assertThat(tells(Sample.ALL, "annunciated:false", "type=REALARMED")).isFalse();
        assertThat(tells(Sample.ALL, "annunciated:false", "type=ESCALATED")).isTrue();
        assertThat(tells(choice(List.of("CLEARED"), List.of(), List.of(), false), "annunciated:false", "type=CLEARED"))
                .isTrue();
    }

    @Test
    void takesAnEventThatSaysNothingOfItForAnnunciated() {
        assertThat(tells(Sample.ALL, "annunciated:null")).isTrue();
    }

    @Test
    void tellsNothingOfADrill() {
        assertThat(tells(Sample.ALL, "drill:true")).isFalse();
    }

    @Test
    void tellsOfThePrioritiesThatAreListed() {
        Target.Choice critical = choice(List.of("RAISED"), List.of(Priority.CRITICAL), List.of(), false);
        assertThat(tells(critical)).isTrue();
        assertThat(tells(critical, "priority=HIGH")).isFalse();
    }

    @Test
    void tellsThoseResponsibleAndWhereAskedThoseInformed() {
        Target.Choice own = choice(List.of("RAISED"), List.of(), List.of("duty"), false);
        Target.Choice both = choice(List.of("RAISED"), List.of(), List.of("duty"), true);
        assertThat(tells(own)).isTrue();
        assertThat(tells(own, "position=other", "informed:[\"duty\"]")).isFalse();
        assertThat(tells(both, "position=other", "informed:[\"x\",\"duty\"]")).isTrue();
        assertThat(tells(both, "position:null", "informed:[\"x\"]")).isFalse();
    }

    @Test
    void tellsOfTheEnterprisesThatAreListed() {
        Target.Choice one =
                new Target.Choice(List.of("RAISED"), List.of(), List.of(), false, List.of("e1"), Target.From.NOW);
        assertThat(tells(one)).isTrue();
        assertThat(tells(one, "enterprise=e2")).isFalse();
        assertThat(tells(one, "enterprise:null")).isFalse();
    }

    @Test
    void knowsEveryTypeOfEventAndAWordForIt() {
        List<String> types =
                Arrays.stream(AlarmEvent.Type.values()).map(Enum::name).toList();
        assertThat(Target.EVENTS).containsExactlyElementsOf(types);
        for (Target.Language language : Target.Language.values()) {
            assertThat(types).allMatch(type -> !MailWords.type(language, type).equals(type));
        }
    }
}
