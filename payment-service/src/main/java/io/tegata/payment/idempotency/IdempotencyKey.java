package io.tegata.payment.idempotency;

import io.tegata.common.problem.ProblemException;
import io.tegata.payment.payment.PaymentError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The value of the {@code Idempotency-Key} header (draft-ietf-httpapi-idempotency-key-header):
 * 1–255 visible ASCII characters. The bare form and the quoted structured-field form are the same
 * key.
 */
public record IdempotencyKey(String value) {

    private static final int MAX_LENGTH = 255;

    /**
     * The key of a request that has these header values; 400 where there is none, more than one, or
     * a bad one.
     */
    public static IdempotencyKey of(List<String> headerValues) {
        if (headerValues.isEmpty()) {
            throw new ProblemException(
                    PaymentError.IDEMPOTENCY_KEY_MISSING,
                    "send an Idempotency-Key header of 1–255 visible characters");
        }
        if (headerValues.size() > 1) {
            throw invalid("send one Idempotency-Key header, not " + headerValues.size());
        }
        String value = headerValues.getFirst().strip();
        return new IdempotencyKey(checked(value.startsWith("\"") ? unquoted(value) : value));
    }

    /** The key as it stands in a path. */
    public static IdempotencyKey ofPath(String value) {
        return new IdempotencyKey(checked(value));
    }

    /** One scope per merchant, over all its endpoints. */
    public String hash(String merchantId) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (merchantId + "\n" + value)
                                            .getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String checked(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw invalid("the key has 1–255 characters");
        }
        if (!value.chars().allMatch(character -> character >= 0x21 && character <= 0x7e)) {
            throw invalid("the key has visible ASCII characters only, no spaces");
        }
        return value;
    }

    /** A string of RFC 8941: a backslash stands before a quote or a backslash and nothing else. */
    private static String unquoted(String quoted) {
        if (quoted.length() < 2 || !quoted.endsWith("\"")) {
            throw invalid("the quoted key has no closing quote");
        }
        var plain = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char character = quoted.charAt(i);
            if (character == '\\') {
                i++;
                character = quoted.charAt(i);
                if (i == quoted.length() - 1 || (character != '"' && character != '\\')) {
                    throw invalid(
                            "the quoted key has a backslash before something else than a quote or a backslash");
                }
            } else if (character == '"') {
                throw invalid("the quoted key has a quote inside");
            }
            plain.append(character);
        }
        return plain.toString();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(PaymentError.IDEMPOTENCY_KEY_INVALID, detail);
    }
}
