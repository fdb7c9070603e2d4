package io.tocsin.rules.composite;

import static io.tocsin.rules.composite.Stage.above;
import static io.tocsin.rules.composite.Stage.high;
import static io.tocsin.rules.composite.Stage.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.Expression;
import io.tocsin.config.Expression.All;
import io.tocsin.config.Expression.Any;
import io.tocsin.config.Expression.Bad;
import io.tocsin.config.Expression.Holds;
import io.tocsin.config.Expression.Not;
import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the second stage says of operands that change, fall silent or go bad, and of time that goes on. */
class CompositesTest {
    private static final Expression BOTH = new All(List.of(high("a"), high("b")));

    // ---- operands ---------------------------------------------------------------------------------------------------

    @Test
    void holdsOnceEveryOperandSaysSo() {
        Stage stage = new Stage(rule("both", BOTH));
        stage.sample("a", 1, 5).sample("b", 2, 5).sample("a", 3, 11);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("b", 4, 11).said()).containsExactly("both raised 4.0");
        assertThat(stage.sample("a", 5, 9).said()).containsExactly("both cleared 5.0");
    }

    @Test
    void saysNothingBeforeEveryOperandWasHeard() {
        Stage stage = new Stage(rule("either", new Any(List.of(high("a"), high("b")))));
        assertThat(stage.sample("a", 1, 11).said()).isEmpty();
        assertThat(stage.sample("b", 2, 5).said()).containsExactly("either raised 2.0");
    }

    @Test
    void neitherRaisesNorReturnsByAnOperandThatIsBad() {
        Stage stage = new Stage(rule("both", BOTH));
        stage.all(1, 11);
        assertThat(stage.said()).containsExactly("both raised 1.0");
        stage.bad("b", 2).sample("a", 3, 5).sample("a", 4, 11);
        assertThat(stage.said()).isEmpty();
        stage.sample("a", 5, 5);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("b", 6, 11).said()).containsExactly("both cleared 6.0");
    }

    @Test
    void neitherRaisesNorReturnsByAnOperandThatIsSilent() {
        Stage stage = new Stage(rule("both", BOTH));
        stage.sample("b", 1, 11).sample("a", 50, 5).tick(62);
        assertThat(stage.sample("a", 63, 11).said()).isEmpty();
        assertThat(stage.sample("b", 64, 11).said()).containsExactly("both raised 64.0");
    }

    @Test
    void copesWithABadOperandWhereItAsksForIt() {
        Stage stage = new Stage(rule("lost", new Any(List.of(new Bad("a"), above("a", 20)))));
        stage.sample("a", 1, 5);
        assertThat(stage.bad("a", 2).said()).containsExactly("lost raised 2.0");
        assertThat(stage.sample("a", 3, 5).said()).containsExactly("lost cleared 3.0");
        assertThat(stage.sample("a", 4, 21).said()).containsExactly("lost raised 4.0");
    }

    @Test
    void callsAnOperandBadThatFellSilent() {
        Stage stage = new Stage(rule("lost", new Bad("a")));
        stage.sample("a", 1, 5).tick(60);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.tick(61).said()).containsExactly("lost raised 61.0");
    }

    @Test
    void goesByTheNewestTimeOfItsOperandsAndNeverBack() {
        Stage stage = new Stage(rule("both", BOTH));
        stage.sample("a", 5, 11).sample("b", 3, 11, 6);
        assertThat(stage.said()).containsExactly("both raised 5.0");
    }

    @Test
    void seesEveryTimerOfAConditionAtItsOwnTime() {
        Stage stage = new Stage(
                rule("silent", new Expression.Active("a", Condition.STALE)), rule("not", new Not(new Holds("silent"))));
        stage.sample("a", 1, 5);
        assertThat(stage.said()).containsExactly("not raised 1.0");
        assertThat(stage.sample("a", 200, 5).said())
                .containsExactly("silent raised 61.0", "not cleared 61.0", "silent cleared 200.0", "not raised 200.0");
    }

    // ---- delays -----------------------------------------------------------------------------------------------------

    @Test
    void waitsForItsOnDelayAndSaysSinceWhen() {
        Stage stage = new Stage(rule("late", above("a", 5), 10_000, 0));
        stage.sample("a", 1, 6).tick(10);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.tick(11).said()).containsExactly("late raised 11.0 since 1.0");
    }

    @Test
    void beginsItsOnDelayAnewWhenItWasNotMetInBetween() {
        Stage stage = new Stage(rule("late", above("a", 5), 10_000, 0));
        stage.sample("a", 1, 6).sample("a", 5, 4).sample("a", 6, 6).tick(15);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.tick(16).said()).containsExactly("late raised 16.0 since 6.0");
    }

    @Test
    void doesNotRaiseWhileItCannotBeTold() {
        Stage stage = new Stage(rule("late", above("a", 5), 10_000, 0));
        stage.sample("a", 1, 6).bad("a", 5).tick(30);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("a", 31, 6).tick(41).said()).containsExactly("late raised 41.0 since 31.0");
    }

    @Test
    void waitsForItsOffDelayAndIsActiveAgainInBetween() {
        Stage stage = new Stage(rule("slow", above("a", 5), 0, 10_000));
        stage.sample("a", 1, 6)
                .sample("a", 2, 4)
                .sample("a", 5, 6)
                .sample("a", 8, 4)
                .tick(17);
        assertThat(stage.said()).containsExactly("slow raised 1.0");
        assertThat(stage.tick(18).said()).containsExactly("slow cleared 18.0");
    }

    @Test
    void doesNotReturnWhileItCannotBeTold() {
        Stage stage = new Stage(rule("slow", above("a", 5), 0, 10_000));
        stage.sample("a", 1, 6).sample("a", 2, 4).bad("a", 3).tick(30);
        assertThat(stage.said()).containsExactly("slow raised 1.0");
    }

    @Test
    void endsADelayBeforeANewerOperandAndByTheLagOfTheOlder() {
        Stage stage = new Stage(rule("late", above("a", 5), 10_000, 0));
        stage.sample("a", 1, 6, 4).tick(13);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("a", 12, 4, 13.5).said())
                .containsExactly("late raised 11.0 since 1.0", "late cleared 12.0");
    }

    // ---- rules of rules ---------------------------------------------------------------------------------------------

    @Test
    void followsTheRulesThatItNamesInWhateverOrderTheyStand() {
        Stage stage = new Stage(
                rule("top", new All(List.of(new Holds("middle"), high("b")))),
                rule("middle", new Holds("bottom")),
                rule("bottom", high("a")));
        stage.all(1, 5);
        assertThat(stage.sample("b", 2, 11).said()).isEmpty();
        assertThat(stage.sample("a", 3, 11).said())
                .containsExactly("bottom raised 3.0", "middle raised 3.0", "top raised 3.0");
    }

    @Test
    void followsADelayOfTheRuleThatItNames() {
        Stage stage = new Stage(rule("top", new Holds("late")), rule("late", high("a"), 10_000, 0));
        stage.sample("a", 1, 11);
        assertThat(stage.tick(60).said()).containsExactly("late raised 11.0 since 1.0", "top raised 11.0");
    }

    @Test
    void cannotTellWhatRestsOnARuleThatCannotBeTold() {
        Stage stage = new Stage(rule("top", new Not(new Holds("bottom"))), rule("bottom", high("a")));
        stage.sample("a", 1, 5);
        assertThat(stage.said()).containsExactly("top raised 1.0");
        stage.bad("a", 2);
        assertThat(stage.composites.isUnknown(0)).isTrue();
        assertThat(stage.said()).isEmpty();
    }

    // ---- kinds ------------------------------------------------------------------------------------------------------

    @Test
    void countsHowOftenWithinAWindow() {
        Stage stage = new Stage(rule("often", new Logic.Count(high("a"), 3, 60_000), 0, 0));
        stage.sample("a", 0, 5);
        for (int i = 0; i < 3; i++) {
            stage.sample("a", 10 * i + 1, 11).sample("a", 10 * i + 2, 5);
        }
        assertThat(stage.said()).containsExactly("often raised 21.0 at 3.0");
        for (int i = 30; i < 61; i++) {
            stage.sample("a", i, 5);
        }
        assertThat(stage.said()).isEmpty();
        assertThat(stage.tick(62).said()).containsExactly("often cleared 61.0 at 2.0");
    }

    /** What leaves the window while nothing can be told would ask for a look at the same moment, again and again. */
    @Test
    void forgetsWhatLeftTheWindowWhileItsInstrumentWasBad() {
        Stage stage = new Stage(rule("often", new Logic.Count(high("a"), 2, 60_000), 0, 0));
        stage.sample("a", 0, 0)
                .sample("a", 1, 10)
                .sample("a", 2, 0)
                .sample("a", 3, 10)
                .sample("a", 4, 0);
        assertThat(stage.said()).containsExactly("often raised 3.0 at 2.0");
        stage.bad("a", 10).tick(200);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("a", 201, 0).said()).containsExactly("often cleared 201.0 at 0.0");
    }

    @Test
    void doesNotCountWhatStoodWhenItWasFirstSeen() {
        Stage stage = new Stage(rule("often", new Logic.Count(high("a"), 1, 60_000), 0, 0));
        assertThat(stage.sample("a", 0, 11).said()).isEmpty();
        assertThat(stage.sample("a", 1, 5).sample("a", 2, 11).said()).containsExactly("often raised 2.0 at 1.0");
    }

    @Test
    void votesTwoOutOfThree() {
        Stage stage = new Stage(vote(true));
        stage.all(1, 5).sample("a", 2, 11);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("c", 3, 11).said()).containsExactly("2oo3 raised 3.0 at 2.0");
        assertThat(stage.sample("a", 4, 5).said()).containsExactly("2oo3 cleared 4.0 at 1.0");
    }

    @Test
    void countsABadInstrumentAsTrippedUnlessConfiguredOtherwise() {
        Stage tripped = new Stage(vote(true));
        tripped.all(1, 5).sample("a", 2, 11);
        assertThat(tripped.bad("b", 3).said()).containsExactly("2oo3 raised 3.0 at 2.0");
        Stage ignored = new Stage(vote(false));
        ignored.all(1, 5).sample("a", 2, 11).bad("b", 3);
        assertThat(ignored.said()).isEmpty();
        assertThat(ignored.sample("c", 4, 11).said()).containsExactly("2oo3 raised 4.0 at 2.0");
    }

    private static io.tocsin.config.Rule vote(boolean badCounts) {
        return rule("2oo3", new Logic.Vote(List.of(high("a"), high("b"), high("c")), 2, badCounts), 0, 0);
    }

    @Test
    void findsTwoNumbersApartAndTogetherAgain() {
        Logic apart = new Logic.Discrepancy(new Expression.Value("a"), new Expression.Value("b"), 1, Direction.BOTH);
        Stage stage = new Stage(rule("apart", apart, 0, 0));
        stage.sample("a", 1, 5).sample("b", 2, 6);
        assertThat(stage.said()).isEmpty();
        assertThat(stage.sample("b", 3, 6.5).said()).containsExactly("apart raised 3.0 at -1.5");
        assertThat(stage.sample("b", 4, 5.95).said()).isEmpty();
        assertThat(stage.sample("b", 5, 5.5).said()).containsExactly("apart cleared 5.0 at -0.5");
    }

    @Test
    void findsOneOfTwoThatSaysMoreThanTheOther() {
        Stage up = new Stage(rule("up", new Logic.Discrepancy(high("a"), high("b"), Double.NaN, Direction.UP), 0, 0));
        assertThat(up.all(1, 5).sample("b", 2, 11).said()).isEmpty();
        assertThat(up.sample("b", 3, 5).sample("a", 4, 11).said()).containsExactly("up raised 4.0");
        Stage down =
                new Stage(rule("down", new Logic.Discrepancy(high("a"), high("b"), Double.NaN, Direction.DOWN), 0, 0));
        assertThat(down.all(1, 5).sample("b", 2, 11).said()).containsExactly("down raised 2.0");
    }

    @Test
    void tellsWhatMovesFromWhatStands() {
        Stage stage = new Stage(rule("moving", new Logic.Moving("a", 600_000, 0.5, Direction.BOTH), 0, 0));
        for (int s = 0; s <= 900; s += 10) {
            stage.sample("a", s, 5 + 0.01 * (s % 20));
        }
        assertThat(stage.composites.holds(0)).isFalse();
        for (int s = 910; s <= 1_500; s += 10) {
            stage.sample("a", s, 5 + (s - 900) * 0.002);
        }
        assertThat(stage.composites.holds(0)).isTrue();
        for (int s = 1_510; s <= 2_700; s += 10) {
            stage.sample("a", s, 6.2);
        }
        assertThat(stage.composites.holds(0)).isFalse();
    }

    // ---- what stays -------------------------------------------------------------------------------------------------

    @Test
    void goesOnFromASnapshotAsIfThereHadBeenNone() {
        Stage stage = new Stage(
                rule("late", above("a", 5), 10_000, 5_000),
                rule("often", new Logic.Count(high("b"), 2, 60_000), 0, 0),
                rule("moving", new Logic.Moving("a", 100_000, 1, Direction.UP), 0, 0));
        stage.sample("b", 0, 5).sample("a", 1, 6).sample("b", 2, 11).sample("b", 3, 5);
        Stage restored = stage.restored();
        for (Stage each : List.of(stage, restored)) {
            each.tick(12)
                    .sample("b", 13, 11)
                    .sample("a", 20, 4)
                    .sample("a", 90, 40)
                    .sample("a", 101, 50)
                    .tick(200);
        }
        assertThat(restored.said()).isEqualTo(stage.said()).hasSizeGreaterThan(4);
    }

    @Test
    void goesOnUnderAnotherConfigurationWithWhatIsTheSame() {
        Stage stage = new Stage(rule("late", above("a", 5), 10_000, 0), rule("gone", high("b")));
        stage.sample("b", 1, 11).sample("a", 1, 6);
        assertThat(stage.said()).containsExactly("gone raised 1.0");
        Stage changed = stage.reloaded(rule("late", above("a", 5), 20_000, 0), rule("new", high("b")));
        assertThat(changed.said()).containsExactly("new raised 1.0");
        assertThat(changed.tick(20).said()).isEmpty();
        assertThat(changed.tick(21).said()).containsExactly("late raised 21.0 since 1.0");
    }

    @Test
    void judgesTheHeldValuesOnceByAChangedRule() {
        Stage stage = new Stage(rule("high", above("a", 5)));
        stage.sample("a", 1, 6);
        assertThat(stage.said()).containsExactly("high raised 1.0");
        assertThat(stage.reloaded(rule("high", above("a", 7))).said())
                .containsExactly("high cleared 1.0 by configuration");
        assertThat(stage.reloaded(rule("high", above("a", 5.5))).said()).isEmpty();
    }

    @Test
    void movesWithTheClockAndFiresNothingByIt() {
        Stage stage = new Stage(rule("late", above("a", 5), 10_000, 0));
        stage.sample("a", 1, 6);
        stage.conditions.clockAdjusted(3_600_000);
        stage.composites.clockAdjusted(3_600_000);
        assertThat(stage.tick(3_610).said()).isEmpty();
        assertThat(stage.tick(3_612).said()).hasSize(1);
    }

    @Test
    void saysTheSameHoweverTimeIsCut() {
        io.tocsin.config.Rule[] rules = {
            rule("late", new All(List.of(high("a"), new Not(new Bad("b")))), 10_000, 3_000),
            rule("top", new Any(List.of(new Holds("late"), new Bad("b"))), 5_000, 0)
        };
        Stage coarse = new Stage(rules);
        Stage fine = new Stage(rules);
        for (Stage each : List.of(coarse, fine)) {
            each.sample("b", 1, 5, 3).sample("a", 2, 11, 9);
            for (double s = 9; each == fine && s < 400; s += 0.25) {
                each.tick(s);
            }
            each.tick(400);
        }
        assertThat(fine.said()).isEqualTo(coarse.said()).hasSizeGreaterThan(2);
    }
}
