package io.tegata.payment.testing;

import io.tegata.common.money.Money;
import io.tegata.payment.idempotency.IdempotencyKey;
import io.tegata.payment.payment.AuthorizePayment;
import io.tegata.payment.payment.CaptureMethod;
import io.tegata.payment.payment.CapturePayment;
import io.tegata.payment.payment.Claim;
import io.tegata.payment.payment.RefundPayment;
import io.tegata.payment.payment.RequestIds;
import io.tegata.payment.payment.VoidPayment;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands as a merchant's requests make them; keys and references are never the same twice. */
public final class TestCommands {

    public static final String MERCHANT = "mer_test_a";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestCommands() {}

    /** An authorization with a key and a reference of its own. */
    public static AuthorizePayment pay(String name, long amount) {
        return pay(MERCHANT, key(name), reference(), amount);
    }

    public static AuthorizePayment pay(String merchant, String key, String reference, long amount) {
        return new AuthorizePayment(
                claim(merchant, key, reference + amount, Map.of("amount", reference + amount)),
                reference,
                eur(amount),
                CaptureMethod.MANUAL,
                "pm_sandbox_approve",
                Map.of());
    }

    /** A capture with a key of its own, after which more may be captured. */
    public static CapturePayment capture(String merchant, String payment, long amount) {
        return new CapturePayment(ownClaim(merchant, "capture"), payment, eur(amount), false);
    }

    public static VoidPayment cancel(String payment) {
        return new VoidPayment(ownClaim(MERCHANT, "void"), payment);
    }

    public static RefundPayment refund(String payment, long amount) {
        return new RefundPayment(ownClaim(MERCHANT, "refund"), payment, eur(amount), "returned");
    }

    private static Claim ownClaim(String merchant, String name) {
        return claim(merchant, key(name), name, Map.of());
    }

    public static Claim claim(
            String merchant, String key, String fingerprint, Map<String, String> fields) {
        return new Claim(
                merchant,
                IdempotencyKey.ofPath(key).hash(merchant),
                fingerprint,
                fields,
                RequestIds.NONE);
    }

    public static String key(String name) {
        return name + "-" + NUMBER.incrementAndGet();
    }

    public static String reference() {
        return "order-" + NUMBER.incrementAndGet();
    }

    public static Money eur(long minor) {
        return Money.of(minor, "EUR");
    }
}
