package io.tegata.common.service;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import io.tegata.storage.StorageBusy;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A database that takes no more, or cannot be reached, is a 503: nothing was begun. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class StorageAdvice {

    private final ProblemAdvice problems;

    StorageAdvice(ProblemAdvice problems) {
        this.problems = problems;
    }

    @ExceptionHandler({
        StorageBusy.class,
        CannotCreateTransactionException.class,
        CannotGetJdbcConnectionException.class,
        DataAccessResourceFailureException.class,
        PessimisticLockingFailureException.class,
        QueryTimeoutException.class,
        TransientDataAccessResourceException.class
    })
    ResponseEntity<Problem> busy(RuntimeException busy, HttpServletRequest request) {
        return problems.answer(
                Problem.of(
                        CommonError.SERVICE_UNAVAILABLE,
                        "the service is busy; send the request again"),
                request);
    }
}
