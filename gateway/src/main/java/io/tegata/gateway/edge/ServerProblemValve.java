package io.tegata.gateway.edge;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a {@link Problem} where the server itself refuses a request, before any filter: for
 * what is not HTTP, or too large a head. Tomcat would answer with a page.
 */
final class ServerProblemValve extends ErrorReportValve {

    private final JsonMapper json;

    ServerProblemValve(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        Problem problem = problem(response.getStatus());
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        try {
            response.getOutputStream().write(json.writeValueAsBytes(problem));
            response.finishResponse();
        } catch (IOException gone) {
            // Nobody is there to be told.
            container.getLogger().debug("the client of a refused request is gone", gone);
        }
    }

    private static Problem problem(int status) {
        CommonError code =
                switch (HttpStatus.resolve(status)) {
                    // A version or a transfer coding that is not HTTP/1.1's: nothing was executed.
                    case HTTP_VERSION_NOT_SUPPORTED, NOT_IMPLEMENTED ->
                            CommonError.MALFORMED_REQUEST;
                    case null, default -> ProblemAdvice.code(status);
                };
        return Problem.of(
                code,
                code == CommonError.INTERNAL_ERROR
                        ? "try again with the same key, or ask support"
                        : "the head of the request is not valid HTTP, or too large");
    }
}
