package io.tegata.payment.idempotency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;

/**
 * What a request asked, as hashes: SHA-256 over method, route template, path parameters and the
 * canonical body (RFC 8785), and a hash of each top-level field, keyed with the idempotency key so
 * that stored rows tell nothing of small values.
 */
public record Fingerprint(String value, Map<String, String> fields) {

    public Fingerprint {
        fields = Map.copyOf(fields);
    }

    /**
     * The body is a JSON object whose numbers are integers of at most 2^53 − 1, so the canonical
     * form is exact.
     */
    public static Fingerprint of(
            String method,
            String route,
            List<String> pathParameters,
            JsonNode body,
            IdempotencyKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            update(digest, method);
            update(digest, route);
            pathParameters.forEach(parameter -> update(digest, parameter));
            digest.update(new JsonCanonicalizer(body.toString()).getEncodedUTF8());
            return new Fingerprint(HexFormat.of().formatHex(digest.digest()), fields(body, key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "a body that was parsed cannot be canonicalised", unreadable);
        }
    }

    private static Map<String, String> fields(JsonNode body, IdempotencyKey key)
            throws GeneralSecurityException, IOException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        var fields = new LinkedHashMap<String, String>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            // The canonical form of a lone value is that of an array around it, which the library
            // takes.
            byte[] canonical = new JsonCanonicalizer("[" + field.getValue() + "]").getEncodedUTF8();
            fields.put(field.getKey(), HexFormat.of().formatHex(mac.doFinal(canonical)));
        }
        return fields;
    }

    private static void update(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
