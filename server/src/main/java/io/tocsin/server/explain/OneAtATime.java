package io.tocsin.server.explain;

import io.tocsin.config.Text;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Answers so many at once and sends the others away: reading the journal must not be what keeps an engine busy. */
public final class OneAtATime implements Explanations {
    private final Explanations explanations;
    private final Semaphore free;

    public OneAtATime(Explanations explanations, int atOnce) {
        this.explanations = explanations;
        free = new Semaphore(atOnce);
    }

    @FunctionalInterface
    private interface Question {
        Explanation answer() throws Unexplained, IOException;
    }

    @Override
    public Explanation occurrence(String id) throws Unexplained, IOException {
        return answered(() -> explanations.occurrence(id));
    }

    @Override
    public Explanation silence(Asked asked) throws Unexplained, IOException {
        return answered(() -> explanations.silence(asked));
    }

    private Explanation answered(Question question) throws Unexplained, IOException {
        if (!free.tryAcquire()) {
            throw new Unexplained(
                    Unexplained.Why.BUSY,
                    new Text("正在解释其他问题，请稍后再试", "Others are being answered: ask again in a moment"));
        }
        try {
            return question.answer();
        } finally {
            free.release();
        }
    }
}
