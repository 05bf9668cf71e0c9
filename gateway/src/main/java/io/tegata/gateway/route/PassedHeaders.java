package io.tegata.gateway.route;

import io.tegata.common.problem.ProblemAdvice;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The headers that pass the gateway, either way: those that the API names, and no others. So nobody
 * outside can say who is calling ({@code X-Forwarded-…}, {@code X-Merchant…}, {@code Tegata-…}),
 * and what services tell each other stays inside. The trace's own header is added by the client.
 */
final class PassedHeaders {

    static final List<String> TO_SERVICES =
            List.of(
                    HttpHeaders.ACCEPT,
                    HttpHeaders.AUTHORIZATION,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.USER_AGENT,
                    "Idempotency-Key",
                    "Prefer",
                    ProblemAdvice.REQUEST_ID);

    private static final List<String> TO_CLIENTS =
            List.of(
                    HttpHeaders.ALLOW,
                    HttpHeaders.CACHE_CONTROL,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.LINK,
                    HttpHeaders.LOCATION,
                    HttpHeaders.PRAGMA,
                    HttpHeaders.RETRY_AFTER,
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Idempotency-Expires-At",
                    "Idempotency-Status",
                    "Preference-Applied",
                    "RateLimit",
                    "RateLimit-Policy");

    private PassedHeaders() {}

    static HttpHeaders toService(ServerRequest request) {
        HttpHeaders passed = only(TO_SERVICES, request.headers().asHttpHeaders());
        long length = request.servletRequest().getContentLengthLong();
        if (length > 0) {
            passed.setContentLength(length);
        }
        return passed;
    }

    static HttpHeaders toClient(HttpHeaders answer) {
        return only(TO_CLIENTS, answer);
    }

    private static HttpHeaders only(List<String> names, HttpHeaders all) {
        var passed = new HttpHeaders();
        for (String name : names) {
            List<String> values = all.get(name);
            if (values != null) {
                passed.addAll(name, values);
            }
        }
        return passed;
    }
}
