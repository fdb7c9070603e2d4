package io.tocsin.rules.gates;

import io.tocsin.rules.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gates have to say: judged passages, raised and cleared, in the words of the outside. */
final class Telling {
    private final GateSink out;
    private Admission admission;

    Telling(GateSink out, Admission admission) {
        this.out = out;
        this.admission = admission;
    }

    /** Other lists are in force: classes and owners may be others. */
    void admission(Admission now) {
        admission = now;
    }

    void passage(
            Input.Passage passage,
            @Nullable String subject,
            Verdict verdict,
            List<GateReason> reasons,
            @Nullable Boolean reservation) {
        String who = subject == null ? passage.eventId() : subject;
        out.passage(new JudgedPassage(
                passage.gate() + "~" + passage.direction() + "~" + who + "~" + passage.passTimeMs(),
                passage,
                subject,
                admission.classOf(passage),
                verdict,
                reasons,
                reservation));
    }

    /** Something is wrong with a stay. */
    void raise(GateRule rule, Visit visit, List<GateReason> reasons, long timeMs) {
        Place place = new Place(visit.gate, null, visit.enterprise);
        raise(rule, visit.track, reasons, place, timeMs);
    }

    void clear(GateRule rule, Visit visit, long raisedMs, long timeMs) {
        if (raisedMs != Visit.CLOSED) {
            // A way out that was heard of late may lie before the end of the stay that was raised meanwhile.
            out.cleared(rule, visit.track.subject, Math.max(raisedMs, timeMs));
        }
    }

    /** Whoever left by the wrong gate is gone: that is over at once. */
    void leftWrongly(Input.Passage passage, Track track, @Nullable String enterprise) {
        Place place = new Place(passage.gate(), null, enterprise);
        raise(GateRule.GATE_ENTRY, track, List.of(GateReason.WRONG_GATE), place, passage.passTimeMs());
        out.cleared(GateRule.GATE_ENTRY, track.subject, passage.passTimeMs());
    }

    /** One plate at two gates at once; said once until it is cleared. */
    void raiseImpossible(Input.Passage passage, Track track, Track.Seen twin) {
        if (track.impossibleMs != Visit.CLOSED) {
            return;
        }
        boolean last = passage.passTimeMs() >= twin.timeMs();
        track.impossibleMs = Math.max(passage.passTimeMs(), twin.timeMs());
        String enterprise = track.visit == null ? admission.enterprise(passage, null) : track.visit.enterprise;
        Place place = new Place(last ? passage.gate() : twin.gate(), last ? twin.gate() : passage.gate(), enterprise);
        raise(GateRule.IMPOSSIBLE_PASSAGE, track, List.of(GateReason.IMPOSSIBLE_PASSAGE), place, track.impossibleMs);
    }

    void clearImpossible(Track track, long timeMs) {
        if (track.impossibleMs != Visit.CLOSED) {
            out.cleared(GateRule.IMPOSSIBLE_PASSAGE, track.subject, Math.max(track.impossibleMs, timeMs));
            track.impossibleMs = Visit.CLOSED;
        }
    }

    /** Where, and whose. */
    private record Place(
            String gate,
            @Nullable String otherGate,
            @Nullable String enterprise) {}

    private void raise(GateRule rule, Track track, List<GateReason> reasons, Place place, long timeMs) {
        out.raised(new GateRaise(
                rule,
                track.subject,
                track.plate,
                reasons,
                admission.priority(reasons),
                place.gate(),
                place.otherGate(),
                place.enterprise(),
                timeMs));
    }
}
