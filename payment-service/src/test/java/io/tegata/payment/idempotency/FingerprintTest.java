package io.tegata.payment.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: a fingerprint is the same for the same request however it is written, and differs for any
 * other.
 */
class FingerprintTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void spacesOrderAndEscapesDoNotMatter() {
        assertThat(print("key", "{\"a\": 1, \"b\": {\"x\": \"\\u00e9\", \"y\": [true, null]}}"))
                .isEqualTo(print("key", "{\"b\":{\"y\":[true,null],\"x\":\"é\"},\"a\":1}"));
    }

    @Test
    void anyOtherValueEndpointOrPathDoes() {
        Fingerprint first = print("key", "{\"a\": 9007199254740991}");
        assertThat(print("key", "{\"a\": 9007199254740990}").value()).isNotEqualTo(first.value());
        var body = JSON.readTree("{\"a\": 9007199254740991}");
        var key = new IdempotencyKey("key");
        assertThat(Fingerprint.of("POST", "/v1/other", List.of(), body, key).value())
                .isNotEqualTo(first.value());
        assertThat(Fingerprint.of("POST", "/v1/payments", List.of("pay_1"), body, key).value())
                .isNotEqualTo(first.value());
    }

    @Test
    void fieldHashesTellNothingWithoutTheKey() {
        Fingerprint one = print("key-1", "{\"a\": 1, \"b\": 2}");
        Fingerprint other = print("key-2", "{\"a\": 1, \"b\": 2}");
        assertThat(one.fields().keySet()).containsExactlyInAnyOrder("a", "b");
        assertThat(one.fields().get("a"))
                .isNotEqualTo(other.fields().get("a"))
                .isNotEqualTo(one.fields().get("b"));
    }

    private static Fingerprint print(String key, String body) {
        return Fingerprint.of(
                "POST", "/v1/payments", List.of(), JSON.readTree(body), new IdempotencyKey(key));
    }
}
