package io.tegata.payment.payment;

import io.tegata.common.money.Money;
import java.util.Map;

/** Create a payment: authorise it, and capture it at once where the capture method says so. */
public record AuthorizePayment(
        Claim claim,
        String merchantReference,
        Money amount,
        CaptureMethod captureMethod,
        String paymentMethod,
        Map<String, String> metadata)
        implements Command {

    public AuthorizePayment {
        metadata = Map.copyOf(metadata);
    }

    OperationKind kind() {
        return captureMethod == CaptureMethod.AUTOMATIC
                ? OperationKind.SALE
                : OperationKind.AUTHORIZE;
    }
}
