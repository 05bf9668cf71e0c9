package io.tegata.allinone.demo;

import io.tegata.allinone.platform.Platform;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the others wrote down: the acquirer in its own book, the ledger in its accounts. Amounts are
 * minor units.
 *
 * @param trialBalance debits minus credits of all accounts, per currency
 * @param fees what the platform earned, per currency
 */
record Books(
        long charges,
        long captures,
        long refunds,
        long voids,
        long declines,
        long doubleCharges,
        SortedMap<String, Long> acquirerCaptured,
        SortedMap<String, Long> acquirerRefunded,
        SortedMap<String, Long> trialBalance,
        SortedMap<String, Long> fees) {

    static Books read(Platform platform) {
        JsonNode book = platform.acquirer().get("/admin/book");
        JsonNode currencies = book.path("by_currency");
        var captured = new TreeMap<String, Long>();
        var refunded = new TreeMap<String, Long>();
        for (Map.Entry<String, JsonNode> currency : currencies.properties()) {
            captured.put(currency.getKey(), currency.getValue().path("captured").asLong());
            refunded.put(currency.getKey(), currency.getValue().path("refunded").asLong());
        }
        var balance = new TreeMap<String, Long>();
        var fees = new TreeMap<String, Long>();
        JsonNode trial = platform.operator().get("/v1/ops/ledger/trial_balance");
        for (JsonNode currency : trial.path("currencies")) {
            String code = currency.path("currency").asString();
            balance.put(code, currency.path("difference").asLong());
            for (JsonNode type : currency.path("types")) {
                if (type.path("type").asString().equals("fee_income")) {
                    fees.put(code, type.path("posted").asLong());
                }
            }
        }
        return new Books(
                book.path("charges").asLong(),
                book.path("captures").asLong(),
                book.path("refunds").asLong(),
                book.path("voids").asLong(),
                book.path("declines").asLong(),
                book.path("double_charges").asLong(),
                captured,
                refunded,
                balance,
                fees);
    }
}
