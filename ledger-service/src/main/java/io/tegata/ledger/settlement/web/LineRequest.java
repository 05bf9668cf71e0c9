package io.tegata.ledger.settlement.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tegata.common.money.Money;
import io.tegata.ledger.rest.Input;
import io.tegata.ledger.settlement.SettlementLine;
import io.tegata.ledger.settlement.SettlementLine.Named;
import io.tegata.ledger.settlement.SettlementLine.Subject;
import java.time.LocalDate;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A settlement line as the reconciler sends it, not checked yet. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LineRequest(
        @Nullable String fileHash,
        @Nullable Long lineNo,
        @Nullable String acquirer,
        @Nullable String kind,
        @Nullable Long gross,
        @Nullable Long fee,
        @Nullable String currency,
        @Nullable LocalDate valueDate,
        @Nullable String operationId,
        @Nullable String merchantId,
        @Nullable String paymentId) {

    private static final Pattern HASH = Pattern.compile("[0-9a-zA-Z_-]{1,80}");
    private static final long MAX_LINE_NO = Integer.MAX_VALUE;
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9998, 12, 31);

    /** Its place in the file; a line without one ends the request: no answer could name it. */
    long number(String pointer) {
        return Input.amount(pointer + "/line_no", lineNo, 1, MAX_LINE_NO);
    }

    /**
     * The line itself.
     *
     * @throws io.tegata.common.problem.ProblemException when a field is missing or not valid
     */
    SettlementLine checked(String pointer) {
        Currency money = Input.currency(pointer + "/currency", currency);
        Subject subject = subject(pointer);
        long leastGross = subject instanceof Subject.Unknown ? -Money.MAX_MINOR : 1;
        return new SettlementLine(
                hash(pointer + "/file_hash"),
                number(pointer),
                Input.id(pointer + "/acquirer", acquirer),
                subject,
                new Money(
                        Input.amount(pointer + "/gross", gross, leastGross, Money.MAX_MINOR),
                        money),
                new Money(Input.amount(pointer + "/fee", fee, 0, Money.MAX_MINOR), money),
                date(pointer + "/value_date"));
    }

    private Subject subject(String pointer) {
        return switch (Input.required(pointer + "/kind", kind)) {
            case "capture" -> new Subject.Capture(named(pointer));
            case "refund" -> new Subject.Refund(named(pointer));
            case "capture_from_suspense" ->
                    new Subject.FromSuspense(new Subject.Capture(named(pointer)));
            case "refund_from_suspense" ->
                    new Subject.FromSuspense(new Subject.Refund(named(pointer)));
            case "unknown" -> new Subject.Unknown();
            default -> throw Input.invalid(pointer + "/kind", "a kind of the contract");
        };
    }

    private Named named(String pointer) {
        return new Named(
                Input.id(pointer + "/operation_id", operationId),
                Input.id(pointer + "/merchant_id", merchantId),
                Input.id(pointer + "/payment_id", paymentId));
    }

    private String hash(String pointer) {
        if (fileHash == null || !HASH.matcher(fileHash).matches()) {
            throw Input.invalid(pointer, "the SHA-256 of the file in hex");
        }
        return fileHash;
    }

    private LocalDate date(String pointer) {
        LocalDate date = Input.required(pointer, valueDate);
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            throw Input.invalid(pointer, "a date between 1970 and 9998");
        }
        return date;
    }
}
