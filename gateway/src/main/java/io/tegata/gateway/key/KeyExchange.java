package io.tegata.gateway.key;

import java.time.Instant;

/** Asks auth-service what an API key stands for. */
@FunctionalInterface
interface KeyExchange {

    /** What auth-service said, and until when it counts. */
    sealed interface Answer {
        Instant until();
    }

    /** The key's token. */
    record Token(String value, Instant until) implements Answer {

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Token[until=" + until + "]";
        }
    }

    /** The key is unknown, revoked or expired. */
    record Refused(Instant until) implements Answer {}

    /**
     * One call to auth-service.
     *
     * @throws AuthUnavailable when it gave no answer that says either
     */
    Answer exchange(String apiKey);

    /** Nobody knows whether the key is good; nothing was executed. */
    final class AuthUnavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AuthUnavailable(String message) {
            super(message);
        }

        AuthUnavailable(Throwable cause) {
            super("auth-service did not answer", cause);
        }
    }
}
