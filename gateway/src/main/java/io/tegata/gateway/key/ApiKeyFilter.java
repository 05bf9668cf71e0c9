package io.tegata.gateway.key;

import io.tegata.common.problem.CommonError;
import io.tegata.common.service.ServiceSecurity;
import io.tegata.gateway.edge.ReplacedHeader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replaces an API key ({@code Authorization: Bearer sk_…}, or Basic with the key as the user, as
 * {@code curl -u} sends it) by its token, so that everything behind sees tokens only. Any other
 * authorization goes on as it is.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(ApiKeyFilter.class);
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String KEY = "sk_";

    /** Longer than any key; what is longer is not looked at. */
    private static final int MAX_KEY_CHARACTERS = 128;

    private final ApiKeyTokens tokens;
    private final JsonMapper json;

    ApiKeyFilter(ApiKeyTokens tokens, JsonMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = apiKey(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (key == null) {
            chain.doFilter(request, response);
            return;
        }
        KeyExchange.Answer answer;
        try {
            answer = tokens.of(key);
        } catch (KeyExchange.AuthUnavailable failure) {
            log.warn("an API key could not be checked", failure);
            ServiceSecurity.refuse(
                    request,
                    response,
                    json,
                    CommonError.SERVICE_UNAVAILABLE,
                    "API keys cannot be checked now");
            return;
        }
        switch (answer) {
            case KeyExchange.Token token ->
                    chain.doFilter(
                            new ReplacedHeader(
                                    request, HttpHeaders.AUTHORIZATION, BEARER + token.value()),
                            response);
            case KeyExchange.Refused _ ->
                    ServiceSecurity.refuse(
                            request,
                            response,
                            json,
                            CommonError.UNAUTHENTICATED,
                            "the API key is not valid");
        }
    }

    private static @Nullable String apiKey(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        String credential = null;
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            credential = authorization.substring(BEARER.length()).strip();
        } else if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            credential = user(authorization.substring(BASIC.length()).strip());
        }
        return credential != null
                        && credential.startsWith(KEY)
                        && credential.length() <= MAX_KEY_CHARACTERS
                ? credential
                : null;
    }

    /** The user of {@code user:} in base 64; a key has no password beside it. */
    private static @Nullable String user(String encoded) {
        try {
            String pair =
                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
            int colon = pair.indexOf(':');
            return colon >= 0 && colon == pair.length() - 1 ? pair.substring(0, colon) : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
