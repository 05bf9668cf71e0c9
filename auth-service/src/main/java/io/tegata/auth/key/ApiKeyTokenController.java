package io.tegata.auth.key;

import io.tegata.auth.token.AccessTokens;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exchanges an API key for a token that lives as long as one request may take, so that behind the
 * gateway there are tokens only.
 */
@RestController
class ApiKeyTokenController {

    private static final Duration LIFETIME = Duration.ofSeconds(60);

    record Request(@Nullable String apiKey) {

        /** Never shows the key. */
        @Override
        public String toString() {
            return "Request[]";
        }
    }

    record Answer(String accessToken, String tokenType, long expiresIn) {

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Answer[tokenType=" + tokenType + ", expiresIn=" + expiresIn + "]";
        }
    }

    private final ApiKeys keys;
    private final AccessTokens tokens;

    ApiKeyTokenController(ApiKeys keys, AccessTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    @PostMapping(path = "/internal/v1/api_key_tokens", consumes = MediaType.APPLICATION_JSON_VALUE)
    Answer exchange(@RequestBody Request request) {
        String key = request.apiKey == null ? "" : request.apiKey;
        ApiKeys.Holder holder =
                keys.holder(key)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                CommonError.UNAUTHENTICATED,
                                                "the API key is not valid"));
        var grant =
                new AccessTokens.Grant(
                        holder.clientId(),
                        holder.merchantId(),
                        holder.keyId(),
                        holder.scopes(),
                        LIFETIME);
        return new Answer(tokens.issue(grant).getTokenValue(), "Bearer", LIFETIME.toSeconds());
    }
}
