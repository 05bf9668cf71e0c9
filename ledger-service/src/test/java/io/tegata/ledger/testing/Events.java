package io.tegata.ledger.testing;

import io.tegata.common.money.Money;
import io.tegata.ledger.event.PaymentEvent.Authorized;
import io.tegata.ledger.event.PaymentEvent.Captured;
import io.tegata.ledger.event.PaymentEvent.Operation;
import io.tegata.ledger.event.PaymentEvent.RefundAsked;
import io.tegata.ledger.event.PaymentEvent.RefundFailed;
import io.tegata.ledger.event.PaymentEvent.RefundSucceeded;
import io.tegata.ledger.event.PaymentEvent.Voided;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Events of one merchant and acquirer that no other test uses. */
public final class Events {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** When everything in these tests happens, unless a test says otherwise. */
    public static final Instant SOURCE_AT = Instant.parse("2026-11-20T12:00:00.000001Z");

    private final int number = NUMBER.incrementAndGet();
    private final String currency;

    public Events(String currency) {
        this.currency = currency;
    }

    public String merchant() {
        return "mer_test_" + number;
    }

    public String acquirer() {
        return "bank" + number;
    }

    public String payment() {
        return "pay_" + number;
    }

    /** An operation id that belongs to this object alone. */
    public String id(String name) {
        return "op_" + number + "_" + name;
    }

    public Operation operation(String name, long amount) {
        return new Operation(
                id(name), merchant(), payment(), acquirer(), Money.of(amount, currency), SOURCE_AT);
    }

    public Authorized authorized(String name, long amount) {
        return new Authorized(operation(name, amount));
    }

    public Captured captured(
            String name, long amount, @Nullable String authorization, long released) {
        return new Captured(
                operation(name, amount),
                authorization == null ? null : id(authorization),
                Money.of(released, currency));
    }

    /** Authorized and captured in one. */
    public Captured sold(String name, long amount) {
        return captured(name, amount, null, 0);
    }

    public Voided voided(String name, long amount, String authorization) {
        return new Voided(operation(name, amount), id(authorization));
    }

    public RefundAsked refundAsked(String name, long amount) {
        return new RefundAsked(operation(name, amount));
    }

    public RefundSucceeded refundSucceeded(String name, long amount) {
        return new RefundSucceeded(operation(name, amount));
    }

    public RefundFailed refundFailed(String name, long amount) {
        return new RefundFailed(operation(name, amount));
    }
}
