package io.tegata.simulator.book;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tegata.common.money.Money;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies that the bank takes, and the checks of their shape. Unknown members are ignored. */
final class ChargeRequests {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern ORDER = Pattern.compile("[\\x21-\\x7e]{1,128}");

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewCharge(
            @Nullable String reference,
            @Nullable String orderReference,
            long amount,
            @Nullable String currency,
            @Nullable String cardToken,
            boolean capture) {

        /** Never shows the card token: to a bank it is as good as the card. */
        @Override
        public String toString() {
            return "NewCharge[reference=" + reference + ", orderReference=" + orderReference + "]";
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewCapture(
            @Nullable String reference,
            long amount,
            @JsonProperty("final") @Nullable Boolean last) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewVoid(@Nullable String reference) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewRefund(@Nullable String reference, long amount) {}

    private ChargeRequests() {}

    /** 1 to 64 letters, digits, {@code _} or {@code -}. */
    static String reference(String field, @Nullable String value) {
        if (value == null || !REFERENCE.matcher(value).matches()) {
            throw invalid(field, "takes 1 to 64 letters, digits, _ or -");
        }
        return value;
    }

    /** What the merchant calls the order: 1 to 128 visible ASCII characters. */
    static String order(@Nullable String value) {
        if (value == null || !ORDER.matcher(value).matches()) {
            throw invalid("order_reference", "takes 1 to 128 visible ASCII characters");
        }
        return value;
    }

    /** Minor units, 1 to 2^53 − 1. */
    static long amount(long value) {
        if (value < 1 || value > Money.MAX_MINOR) {
            throw invalid("amount", "takes 1 to " + Money.MAX_MINOR + " minor units");
        }
        return value;
    }

    static String currency(@Nullable String value) {
        if (value != null
                && Currency.availableCurrencies()
                        .anyMatch(currency -> currency.getCurrencyCode().equals(value))) {
            return value;
        }
        throw invalid("currency", "takes an ISO 4217 code");
    }

    private static ProblemException invalid(String field, String rule) {
        return new ProblemException(CommonError.INVALID_FIELD, "/" + field + ": " + rule);
    }
}
