package io.tegata.gateway.route;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import io.tegata.common.service.InternalHttp;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers for a service that did not. Only where no connection could be made is it certain that
 * nothing was executed; after that nobody knows, and the answer says so.
 */
final class UpstreamFailures {

    private static final Logger log = LoggerFactory.getLogger(UpstreamFailures.class);

    private final ProblemAdvice problems;

    UpstreamFailures(ProblemAdvice problems) {
        this.problems = problems;
    }

    ServerResponse answer(Throwable failure, ServerRequest request) {
        Problem problem =
                InternalHttp.neverConnected(failure)
                        ? Problem.of(
                                CommonError.SERVICE_UNAVAILABLE,
                                "a part of the platform cannot be reached; nothing was executed")
                        : Problem.of(
                                GatewayError.UPSTREAM_TIMEOUT,
                                "send the same request with the same key, or read the payment");
        log.warn("{} for {} {}", problem.code(), request.method(), request.path(), failure);
        ResponseEntity<Problem> complete = problems.answer(problem, request.servletRequest());
        return ServerResponse.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Objects.requireNonNull(complete.getBody()));
    }
}
