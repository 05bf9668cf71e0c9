package io.tegata.auth.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;

/**
 * Refuses callers of the token endpoint in the form of RFC 6749 §5.2, with the challenge that HTTP
 * asks of every 401. Who sends no credentials is answered as who sends wrong ones; the library
 * would answer with an empty body.
 */
final class ClientRefusals {

    private final OAuth2ErrorHttpMessageConverter errors = new OAuth2ErrorHttpMessageConverter();

    /** There are no credentials. */
    void nobody(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        refuse(response, OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /** The credentials are wrong, or cannot be read. */
    void wrongClient(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        refuse(
                response,
                failure instanceof OAuth2AuthenticationException known
                        ? known.getError().getErrorCode()
                        : OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /** Says the code alone: why credentials are wrong is nobody's business. */
    private void refuse(HttpServletResponse response, String code) throws IOException {
        try (var answer = new ServletServerHttpResponse(response)) {
            if (code.equals(OAuth2ErrorCodes.INVALID_CLIENT)) {
                answer.setStatusCode(HttpStatus.UNAUTHORIZED);
                answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tegata\"");
            } else {
                answer.setStatusCode(HttpStatus.BAD_REQUEST);
            }
            errors.write(new OAuth2Error(code), MediaType.APPLICATION_JSON, answer);
        }
    }
}
