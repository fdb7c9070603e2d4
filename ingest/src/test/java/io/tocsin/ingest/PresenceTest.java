package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stories of a gateway's connections. A step is {@code +session@stamp} for a birth, {@code -session@stamp} for an
 * "offline", in capitals {@code R} before it when retained; session {@code .} = none, stamp {@code .} = none. After
 * {@code =} what it amounts to: {@code C} counts, {@code R} repeat, {@code O} old.
 */
class PresenceTest {
    @ParameterizedTest(name = "{0}")
    @DisplayName("tells an older connection from a newer one")
    @CsvSource(
            delimiter = '|',
            value = {
                "the will of the connection itself           | +a@100=C -a@99=C",
                "a will stamped like its birth               | +a@100=C -a@100=C",
                "the will of the connection before, late     | +a@100=C +a@200=C -a@99=O",
                "then the will of the new one                | +a@100=C +a@200=C -a@99=O -a@199=C",
                "a will of the connection before, same stamp | +a@100=C +a@200=C -a@100=O",
                "an orderly goodbye                          | +a@100=C -a@500=C +a@600=C",
                "a birth redelivered after the will          | +a@100=C -a@99=C +a@100=R",
                "an older birth redelivered                  | +a@100=C +a@200=C +a@100=O",
                "the will of an older session                | +a@100=C +b@200=C -a@99=O",
                "the will of a session never heard of        | +b@200=C -a@99=O",
                "an offline of a newer session               | +a@100=C -b@200=C",
                "an offline of another session, no stamp     | +a@100=C -b@.=O",
                "a bare will                                 | +.@.=C -.@.=C",
                "a bare will after a named birth             | +a@100=C -.@.=C",
                "a will told twice                           | +a@100=C -a@99=C -a@99=R",
                "a new session with its clock set back       | +a@1000=C +b@500=C -b@499=C",
                "a replaced session redelivered              | +a@100=C +b@200=C +a@100=O",
                "a replaced session that comes anew          | +a@100=C +b@200=C +a@300=C",
                "a retained birth of an older session        | +b@200=C R+a@100=O",
                "a retained birth of a newer session         | +a@100=C R+b@200=C",
                "the retained birth again on subscribing     | +a@100=C R+a@100=R",
                "a retained will of an older session         | +b@200=C R-a@150=O",
                "a retained will heard first                 | R-a@99=C +a@200=C -a@99=O -a@199=C",
                "nameless, with its clock set back           | +.@1000=C +.@500=C",
            })
    void tellsAnOlderConnectionFromANewerOne(String story, String steps) {
        Presence presence = null;
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (String step : steps.trim().split(" ", -1)) {
            Presence.Said said = said(step);
            Presence.Verdict verdict = Presence.judge(presence, said);
            expected.add(step);
            actual.add(step.substring(0, step.length() - 1) + verdict.name().charAt(0));
            if (verdict == Presence.Verdict.COUNTS) {
                presence = Presence.after(presence, said);
                assertThat(presence.online()).isEqualTo(said.online());
            }
        }
        assertThat(actual).as(story).isEqualTo(expected);
    }

    private static Presence.Said said(String step) {
        boolean retained = step.startsWith("R");
        String body = retained ? step.substring(1) : step;
        String session = body.substring(1, body.indexOf('@'));
        String stamp = body.substring(body.indexOf('@') + 1, body.indexOf('='));
        boolean stamped = !stamp.equals(".");
        return new Presence.Said(
                body.startsWith("+"),
                session.equals(".") ? null : session,
                stamped,
                stamped ? Long.parseLong(stamp) : 10_000,
                retained);
    }
}
