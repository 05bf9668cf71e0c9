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

    private final Meaning meaning;

    GatewayError(int status, Retry retry, Outcome outcome, String title) {
        this.meaning = new Meaning(status, retry, outcome, title);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
