package io.tegata.common.problem;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.ServerHttpObservationFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns what ends a request early into a {@link Problem}: bad input is a 4xx that names the field,
 * never a 5xx.
 */
@RestControllerAdvice
@Import(ErrorPage.class)
public class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** The request id that the gateway gives to every request. */
    public static final String REQUEST_ID = "X-Request-Id";

    @ExceptionHandler
    ResponseEntity<Problem> problem(ProblemException failure, HttpServletRequest request) {
        return answer(failure.problem(), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(
            HttpMessageNotReadableException failure, HttpServletRequest request) {
        return answer(unreadable(failure), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> mismatched(TypeMismatchException failure, HttpServletRequest request) {
        return answer(
                Problem.of(
                        CommonError.INVALID_FIELD,
                        failure.getPropertyName()
                                + ": the value is not of the type that the API takes"),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> undecodable(
            InvalidParameterException failure, HttpServletRequest request) {
        return answer(
                Problem.of(CommonError.MALFORMED_REQUEST, "a parameter cannot be decoded"),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unforeseen(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse response) {
            return answer(
                    Problem.of(code(response.getStatusCode().value()), detail(response)),
                    response.getHeaders(),
                    request);
        }
        log.error(
                "unforeseen failure of {} {}",
                request.getMethod(),
                request.getRequestURI(),
                failure);
        return answer(
                Problem.of(
                        CommonError.INTERNAL_ERROR,
                        "try again with the same key, or ask support with the request id"),
                request);
    }

    /** Adds the ids of the request and its trace, and the media type. */
    public ResponseEntity<Problem> answer(Problem problem, HttpServletRequest request) {
        return answer(problem, HttpHeaders.EMPTY, request);
    }

    /** A 405 without its Allow would be none; so what comes with the failure goes along. */
    private static ResponseEntity<Problem> answer(
            Problem problem, HttpHeaders headers, HttpServletRequest request) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(named(problem, request));
    }

    /**
     * Adds the ids of the request and its trace; for filters too, which no advice stands behind.
     */
    public static Problem named(Problem problem, HttpServletRequest request) {
        return problem.withIds(request.getHeader(REQUEST_ID), traceId(request));
    }

    /** The request's own trace, whether or not its scope is open where it is refused. */
    private static @Nullable String traceId(HttpServletRequest request) {
        var observed = ServerHttpObservationFilter.findObservationContext(request).orElse(null);
        if (observed == null) {
            return null;
        }
        TracingContext tracing = observed.get(TracingContext.class);
        return tracing == null || tracing.getSpan() == null
                ? null
                : tracing.getSpan().context().traceId();
    }

    private static Problem unreadable(HttpMessageNotReadableException failure) {
        if (!(failure.getCause() instanceof JacksonException json)) {
            return Problem.of(
                    CommonError.MALFORMED_REQUEST, "the body is missing or cannot be read");
        }
        String pointer =
                json.getPath().stream()
                        .map(
                                step ->
                                        step.getPropertyName() != null
                                                ? step.getPropertyName()
                                                : String.valueOf(step.getIndex()))
                        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                        .collect(Collectors.joining());
        if (pointer.isEmpty()) {
            return Problem.of(
                    CommonError.MALFORMED_REQUEST,
                    "the body is not well-formed JSON of the expected shape");
        }
        boolean unknown = json instanceof UnrecognizedPropertyException;
        String detail =
                unknown
                        ? "the API knows no such field"
                        : "the value is not of the type that the API takes";
        return Problem.of(CommonError.INVALID_FIELD, pointer + ": " + detail)
                .withErrors(
                        List.of(
                                new Problem.FieldError(
                                        pointer,
                                        unknown ? "unknown_field" : "wrong_type",
                                        detail)));
    }

    /** The code for a status that a library chose. */
    public static CommonError code(int status) {
        return switch (HttpStatus.resolve(status)) {
            case UNAUTHORIZED -> CommonError.UNAUTHENTICATED;
            case FORBIDDEN -> CommonError.FORBIDDEN;
            case SERVICE_UNAVAILABLE -> CommonError.SERVICE_UNAVAILABLE;
            case NOT_FOUND -> CommonError.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> CommonError.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> CommonError.NOT_ACCEPTABLE;
            case CONTENT_TOO_LARGE -> CommonError.PAYLOAD_TOO_LARGE;
            case UNSUPPORTED_MEDIA_TYPE -> CommonError.UNSUPPORTED_MEDIA_TYPE;
            case null, default ->
                    status < 500 ? CommonError.MALFORMED_REQUEST : CommonError.INTERNAL_ERROR;
        };
    }

    private static String detail(ErrorResponse response) {
        if (response.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return "there is nothing at this path";
        }
        @Nullable String detail = response.getBody().getDetail();
        return detail == null ? "the request was refused" : detail;
    }
}
