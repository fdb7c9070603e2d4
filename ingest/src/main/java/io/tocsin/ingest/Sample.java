package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import io.tocsin.rules.Quality;
import org.jspecify.annotations.Nullable;

/** The sample at hand while its fields come in, in whatever order. One object, used over and over. */
final class Sample {
    int tag;
    long stampMs;
    boolean historical;
    int quality;
    double number;
    /** The value as it was written, where it was written in quotes. */
    @Nullable
    String text;

    private @Nullable Reason fault;
    private String detail = "";

    void clear() {
        tag = TagIndex.UNKNOWN;
        stampMs = Batch.UNSTAMPED;
        historical = false;
        quality = Quality.GOOD.code();
        number = Double.NaN;
        text = null;
        fault = Reason.WRONG_SHAPE;
        detail = "expected a field \"tag\", was none";
    }

    /** The tag is there: what is wanting by default is not wanting. */
    void tagged(int index) {
        tag = index;
        if (fault == Reason.WRONG_SHAPE) {
            fault = null;
        }
    }

    /** Why this sample is not taken; the first fault stands, but any is better than a missing tag. */
    void fault(Reason reason, String what) {
        if (fault == null || fault == Reason.WRONG_SHAPE) {
            fault = reason;
            detail = what;
        }
    }

    @Nullable
    Reason fault() {
        return fault;
    }

    String detail() {
        return detail;
    }
}
