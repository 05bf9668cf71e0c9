package io.tegata.allinone.demo;

import io.tegata.allinone.demo.Order.Step;
import io.tegata.allinone.demo.PublicApi.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * One order on its way through the public API, a straight line: pay, take each step, read the
 * payment back, compare it with what the order expects. Whatever differs becomes a finding.
 */
final class OrderRun {

    private static final Executor SECOND_SENDER = Executors.newVirtualThreadPerTaskExecutor();

    private final PublicApi api;
    private final String apiKey;
    private final Order order;
    private final Tally tally;
    private final List<String> findings = new ArrayList<>();

    OrderRun(PublicApi api, String apiKey, Order order, Tally tally) {
        this.api = api;
        this.apiKey = apiKey;
        this.order = order;
        this.tally = tally;
    }

    /** How it ended; never throws for what the platform answered. */
    OrderResult run() {
        Answer created = sendAsOftenAsAsked("/v1/payments", "pay", payment());
        boolean declined = order.expected().status().equals("declined");
        if (created.status() != (declined ? 402 : 201)) {
            findings.add("the payment was answered " + created.summary());
        }
        if (created.status() == 201) {
            tally.paid(System.nanoTime());
        }
        String id = created.json().path(created.isSuccess() ? "id" : "payment_id").asString("");
        if (id.isEmpty()) {
            return new OrderResult(order, OrderResult.UNKNOWN, 0, 0, findings);
        }
        int number = 0;
        for (Step step : order.steps()) {
            take(id, step, ++number);
        }
        return readBack(id);
    }

    private void take(String id, Step step, int number) {
        String payment = "/v1/payments/" + id;
        Answer answer =
                switch (step) {
                    case Step.Capture(long minor, boolean last) ->
                            sendAsOftenAsAsked(
                                    payment + "/captures",
                                    "capture-" + number,
                                    last
                                            ? Map.of("amount", money(minor), "final", true)
                                            : Map.of("amount", money(minor)));
                    case Step.Refund(long minor) ->
                            sendAsOftenAsAsked(
                                    payment + "/refunds",
                                    "refund-" + number,
                                    Map.of("amount", money(minor)));
                    case Step.VoidRest() ->
                            sendAsOftenAsAsked(payment + "/void", "void-" + number, Map.of());
                };
        if (answer.status() != 201) {
            findings.add("step " + number + " was answered " + answer.summary());
        }
    }

    private OrderResult readBack(String id) {
        Answer answer = api.get(apiKey, "/v1/payments/" + id);
        if (answer.status() != 200) {
            findings.add("reading " + id + " was answered " + answer.summary());
            return new OrderResult(order, OrderResult.UNKNOWN, 0, 0, findings);
        }
        JsonNode payment = answer.json();
        String status = payment.path("status").asString(OrderResult.UNKNOWN);
        long captured = minor(payment, "amount_captured");
        long refunded = minor(payment, "amount_refunded");
        Order.End expected = order.expected();
        expect("status", expected.status(), status);
        expect("amount_captured", expected.captured(), captured);
        expect("amount_refunded", expected.refunded(), refunded);
        if (payment.path("outcome").asString("").equals("unknown")) {
            status = OrderResult.UNKNOWN;
        }
        return new OrderResult(order, status, captured, refunded, findings);
    }

    /** Once, or twice with the same key: one after the other, or both at the same time. */
    private Answer sendAsOftenAsAsked(String path, String what, Map<String, ?> body) {
        String key = order.id() + "-" + what;
        return switch (order.repeat()) {
            case NONE -> api.post(apiKey, path, key, body);
            case SEQUENTIAL -> {
                Answer first = api.post(apiKey, path, key, body);
                Answer second = api.post(apiKey, path, key, body);
                yield same(what, first, second);
            }
            case CONCURRENT -> {
                var other =
                        CompletableFuture.supplyAsync(
                                () -> api.post(apiKey, path, key, body), SECOND_SENDER);
                Answer first = api.post(apiKey, path, key, body);
                yield same(what, first, other.join());
            }
        };
    }

    /** Of the two answers one did it, the other is its replay: the same status, the same bytes. */
    private Answer same(String what, Answer first, Answer second) {
        tally.duplicatesSent.increment();
        if (!first.replayed() && !second.replayed()) {
            findings.add(what + " sent twice with one key was never answered as a replay");
        } else if (first.status() != second.status() || !first.body().equals(second.body())) {
            findings.add(what + " was answered differently when it was sent again");
        } else {
            tally.duplicatesReplayed.increment();
        }
        return first;
    }

    private Map<String, Object> payment() {
        var body = new LinkedHashMap<String, Object>();
        body.put("merchant_reference", order.id());
        body.put("amount", money(order.amount().minor()));
        body.put("payment_method", order.paymentMethod());
        body.put("capture_method", order.automatic() ? "automatic" : "manual");
        return body;
    }

    private Map<String, Object> money(long minor) {
        return Map.of("amount", minor, "currency", order.amount().currency().getCurrencyCode());
    }

    private static long minor(JsonNode payment, String field) {
        return payment.path(field).path("amount").asLong(-1);
    }

    private void expect(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            findings.add(what + " is " + found + " instead of " + expected);
        }
    }
}
