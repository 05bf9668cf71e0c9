package io.tegata.payment.payment;

import java.util.Map;

/**
 * What makes a request repeatable: whose key it carries and what it asked.
 *
 * @param keyHash SHA-256 of merchant and key: one scope over all endpoints
 * @param fingerprint SHA-256 of method, route, path parameters and canonical body
 * @param fields a keyed hash of each top-level field of the body, to name what differs and never
 *     its value
 * @param ids names the request in a problem's body
 */
public record Claim(
        String merchantId,
        String keyHash,
        String fingerprint,
        Map<String, String> fields,
        RequestIds ids) {

    public Claim {
        fields = Map.copyOf(fields);
    }
}
