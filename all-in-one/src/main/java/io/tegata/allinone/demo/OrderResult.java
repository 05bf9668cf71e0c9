package io.tegata.allinone.demo;

import java.util.List;

/**
 * How an order ended.
 *
 * @param status the payment's status as read back, {@value #UNKNOWN} when nobody can tell
 * @param captured minor units, as read back
 * @param refunded minor units, as read back
 * @param findings what differs from what the order expects; empty when all is well
 */
record OrderResult(
        Order order, String status, long captured, long refunded, List<String> findings) {

    static final String UNKNOWN = "unknown";

    OrderResult {
        findings = List.copyOf(findings);
    }
}
