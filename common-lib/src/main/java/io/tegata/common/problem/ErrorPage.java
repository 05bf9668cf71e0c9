package io.tegata.common.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with a {@link Problem} where a request ended in a filter, before any controller. */
@RestController
class ErrorPage implements ErrorController {

    private final ProblemAdvice problems;

    ErrorPage(ProblemAdvice problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        return problems.answer(Problem.of(code(request), "the request was refused"), request);
    }

    private static CommonError code(HttpServletRequest request) {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof InvalidParameterException) {
            return CommonError.MALFORMED_REQUEST;
        }
        if (failure instanceof AuthenticationServiceException) {
            // The keys that tokens are checked with could not be fetched: not the caller's fault.
            return CommonError.SERVICE_UNAVAILABLE;
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ProblemAdvice.code(status)
                : CommonError.NOT_FOUND;
    }
}
