package io.tegata.common.problem;

/**
 * Errors that every service answers alike: the shape of a request, authentication, and what nobody
 * foresaw.
 */
public enum CommonError implements ErrorCode {
    MALFORMED_REQUEST(400, Retry.NEVER, "the request cannot be read"),
    INVALID_FIELD(400, Retry.NEVER, "a field of the request is not valid"),
    UNAUTHENTICATED(401, Retry.NEVER, "the request carries no valid access token or API key"),
    FORBIDDEN(403, Retry.NEVER, "the access token does not allow this operation"),
    NOT_FOUND(404, Retry.NEVER, "there is no such resource"),
    METHOD_NOT_ALLOWED(405, Retry.NEVER, "the resource does not take this method"),
    NOT_ACCEPTABLE(
            406,
            Retry.NEVER,
            "the answer cannot be given in a media type that the request accepts"),
    PAYLOAD_TOO_LARGE(413, Retry.NEVER, "the body is larger than 64 kB"),
    UNSUPPORTED_MEDIA_TYPE(415, Retry.NEVER, "the body is not application/json"),
    INTERNAL_ERROR(500, Retry.SAME_KEY, Outcome.UNKNOWN, "something failed that should not fail"),
    SERVICE_UNAVAILABLE(503, Retry.SAME_KEY, "the service cannot take the request now");

    private final Meaning meaning;

    CommonError(int status, Retry retry, Outcome outcome, String title) {
        this.meaning = new Meaning(status, retry, outcome, title);
    }

    /** Nothing was executed; only where nobody foresaw the error nobody knows either. */
    CommonError(int status, Retry retry, String title) {
        this(status, retry, Outcome.NOT_EXECUTED, title);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
