package io.tegata.reconciler.run;

import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Outcome;
import io.tegata.common.problem.Retry;

/** The reconciler's error catalogue. */
public enum ReconcilerError implements ErrorCode {
    RUN_IN_PROGRESS(409, Retry.AFTER, "a reconciliation run is in progress");

    private final int status;
    private final Retry retry;
    private final String title;

    ReconcilerError(int status, Retry retry, String title) {
        this.status = status;
        this.retry = retry;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Retry retry() {
        return retry;
    }

    /** Nothing here moves money. */
    @Override
    public Outcome outcome() {
        return Outcome.NOT_EXECUTED;
    }

    @Override
    public String title() {
        return title;
    }
}
