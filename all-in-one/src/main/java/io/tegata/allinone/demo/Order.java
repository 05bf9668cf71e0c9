package io.tegata.allinone.demo;

import io.tegata.common.money.Money;
import java.util.List;

/**
 * One order of the demo: what a merchant asks for, step by step, and how the payment must end.
 *
 * @param merchant the merchant's name; each name becomes a sandbox merchant
 * @param automatic whether the payment is captured at once
 */
public record Order(
        String id,
        String merchant,
        Money amount,
        String paymentMethod,
        boolean automatic,
        List<Step> steps,
        Repeat repeat,
        End expected) {

    public Order {
        steps = List.copyOf(steps);
    }

    /** What follows the payment; amounts are minor units of the order's currency. */
    public sealed interface Step {

        record Capture(long minor, boolean last) implements Step {}

        record Refund(long minor) implements Step {}

        record VoidRest() implements Step {}
    }

    /** Whether every request of the order is sent twice with the same key, and how. */
    public enum Repeat {
        NONE,
        SEQUENTIAL,
        CONCURRENT
    }

    /** Where the payment must stand at the end; amounts are minor units. */
    public record End(String status, long captured, long refunded) {}
}
