package io.tegata.reconciler.run;

import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Retry;

/** The reconciler's error catalogue. */
public enum ReconcilerError implements ErrorCode {
    RUN_IN_PROGRESS(409, Retry.AFTER, "a reconciliation run is in progress");

    private final Meaning meaning;

    ReconcilerError(int status, Retry retry, String title) {
        this.meaning = Meaning.notExecuted(status, retry, title);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
