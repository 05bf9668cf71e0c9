package io.tegata.simulator;

import io.tegata.common.problem.CommonError;
import io.tegata.common.service.ServiceSecurity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets in who sends the one API key; health is open. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private final byte[] expected;
    private final JsonMapper json;

    ApiKeyFilter(String apiKey, JsonMapper json) {
        this.expected = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/actuator/health") || path.startsWith("/actuator/health/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        // Compared in constant time, so that the answer's time tells nothing about the key.
        if (sent != null
                && MessageDigest.isEqual(expected, sent.getBytes(StandardCharsets.UTF_8))) {
            chain.doFilter(request, response);
        } else {
            ServiceSecurity.refuse(
                    request, response, json, CommonError.UNAUTHENTICATED, "send the API key");
        }
    }
}
