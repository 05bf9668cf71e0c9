package io.tegata.ledger.configuration;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import io.tegata.ledger.entry.LedgerBusy;
import io.tegata.storage.StorageBusy;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Says that the ledger is busy: nothing of the request was left half done, so it may come again.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BusyAdvice {

    private final ProblemAdvice problems;

    BusyAdvice(ProblemAdvice problems) {
        this.problems = problems;
    }

    @ExceptionHandler({LedgerBusy.class, StorageBusy.class})
    ResponseEntity<Problem> busy(RuntimeException busy, HttpServletRequest request) {
        return problems.answer(
                Problem.of(
                        CommonError.SERVICE_UNAVAILABLE,
                        "the ledger is busy; send the request again"),
                request);
    }
}
