package io.tegata.gateway.route;

import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Outcome;
import io.tegata.common.problem.Retry;

/** Errors that only the gateway can find. */
enum GatewayError implements ErrorCode {
    UPSTREAM_TIMEOUT(
            504,
            Retry.SAME_KEY,
            Outcome.UNKNOWN,
            "no answer came in time; the request may have been executed");

    private final int status;
    private final Retry retry;
    private final Outcome outcome;
    private final String title;

    GatewayError(int status, Retry retry, Outcome outcome, String title) {
        this.status = status;
        this.retry = retry;
        this.outcome = outcome;
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

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public String title() {
        return title;
    }
}
