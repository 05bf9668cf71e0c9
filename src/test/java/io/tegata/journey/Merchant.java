package io.tegata.journey;

import io.tegata.gateway.GatewayService;
import io.tegata.journey.Http.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A sandbox merchant with its API key, calling the public API through the gateway. */
final class Merchant {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String JSON = "application/json";

    private final Platform platform;
    private final String name;
    private final String apiKey;

    private Merchant(Platform platform, String name, String apiKey) {
        this.platform = platform;
        this.name = name;
        this.apiKey = apiKey;
    }

    static Merchant create(Platform platform) {
        String name = "merchant-" + NUMBER.incrementAndGet();
        Answer created =
                Http.post(
                        platform.url(GatewayService.NAME) + "/v1/ops/merchants",
                        Operator.headers(platform),
                        JSON,
                        "{\"name\": \"" + name + "\", \"mode\": \"test\"}");
        if (created.status() != 201) {
            throw new AssertionError("cannot create a merchant: " + created);
        }
        return new Merchant(platform, name, created.at("/api_key"));
    }

    String apiKey() {
        return apiKey;
    }

    /** A name that no other payment has. */
    String reference() {
        return name + "-order-" + NUMBER.incrementAndGet();
    }

    Answer pay(
            String key,
            String reference,
            long amount,
            String currency,
            String captureMethod,
            String method) {
        return post(
                "/v1/payments",
                key,
                """
                {"merchant_reference": "%s", "amount": {"amount": %d, "currency": "%s"}, "capture_method": "%s",
                 "payment_method": "%s"}
                """
                        .formatted(reference, amount, currency, captureMethod, method));
    }

    /** A payment of 12.50 EUR on a card that pays, captured at once. */
    Answer payNow(long amount) {
        String reference = reference();
        return pay(reference, reference, amount, "EUR", "automatic", "pm_sandbox_approve");
    }

    Answer authorize(long amount) {
        String reference = reference();
        return pay(reference, reference, amount, "EUR", "manual", "pm_sandbox_approve");
    }

    Answer capture(String payment, String key, long amount, boolean last) {
        return post(
                "/v1/payments/" + payment + "/captures",
                key,
                "{\"amount\": {\"amount\": %d, \"currency\": \"EUR\"}, \"final\": %s}"
                        .formatted(amount, last));
    }

    Answer refund(String payment, String key, long amount) {
        return post(
                "/v1/payments/" + payment + "/refunds",
                key,
                "{\"amount\": {\"amount\": %d, \"currency\": \"EUR\"}}".formatted(amount));
    }

    Answer voidRest(String payment, String key) {
        return post("/v1/payments/" + payment + "/void", key, "{}");
    }

    Answer post(String path, String key, String body) {
        return post(path, Map.of("Idempotency-Key", key), body);
    }

    Answer post(String path, Map<String, String> headers, String body) {
        return Http.post(platform.url(GatewayService.NAME) + path, with(headers), JSON, body);
    }

    Answer get(String path) {
        return Http.get(platform.url(GatewayService.NAME) + path, with(Map.of()));
    }

    private Map<String, String> with(Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + apiKey);
        return all;
    }
}
