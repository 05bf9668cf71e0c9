package io.tegata.ledger.rest;

import io.tegata.common.money.Currencies;
import io.tegata.common.money.Money;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemException;
import io.tegata.ledger.LedgerError;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request. What is missing or not valid ends the request, or the one item of
 * it, with a {@link ProblemException} that names the field by its JSON pointer.
 */
public final class Input {

    /** What one call may bring at most. */
    public static final int MAX_BATCH = 256;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    /** Beyond these, a time is a mistake, and databases differ in what they hold. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Input() {}

    public static <T> T required(String pointer, @Nullable T value) {
        if (value == null) {
            throw invalid(pointer, "a value");
        }
        return value;
    }

    /** An id of the platform, or the name of an acquirer. */
    public static String id(String pointer, @Nullable String value) {
        if (value == null || !ID.matcher(value).matches()) {
            throw invalid(pointer, "1 to 40 letters, digits, '_', '.' or '-'");
        }
        return value;
    }

    public static @Nullable String optionalId(String pointer, @Nullable String value) {
        return value == null ? null : id(pointer, value);
    }

    /** A number of minor units within a range. */
    public static long amount(String pointer, @Nullable Long value, long least, long most) {
        if (value == null || value < least || value > most) {
            throw invalid(pointer, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** An amount of money above zero. */
    public static Money money(
            String amountPointer,
            @Nullable Long amount,
            String currencyPointer,
            @Nullable String currency) {
        return new Money(
                amount(amountPointer, amount, 1, Money.MAX_MINOR),
                currency(currencyPointer, currency));
    }

    public static Currency currency(String pointer, @Nullable String code) {
        String given = required(pointer, code);
        if (Currencies.isInUse(given)) {
            return Currency.getInstance(given);
        }
        throw problem(
                LedgerError.CURRENCY_UNKNOWN, pointer, "expected a currency code of ISO 4217");
    }

    public static Instant time(String pointer, @Nullable Instant time) {
        if (time == null || time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw invalid(pointer, "a time between 1970 and 9999");
        }
        return time;
    }

    /** A time as RFC 3339 text. */
    public static Instant time(String pointer, String text) {
        try {
            return time(pointer, Instant.parse(text));
        } catch (DateTimeParseException _) {
            throw invalid(pointer, "an RFC 3339 time in UTC");
        }
    }

    public static <T extends @Nullable Object> List<T> batch(
            String pointer, @Nullable List<T> items) {
        List<T> given = required(pointer, items);
        if (given.size() > MAX_BATCH) {
            throw new ProblemException(
                    LedgerError.BATCH_TOO_LARGE,
                    "the batch has "
                            + given.size()
                            + " items, at most "
                            + MAX_BATCH
                            + " are taken");
        }
        return given;
    }

    public static ProblemException invalid(String pointer, String expected) {
        return problem(CommonError.INVALID_FIELD, pointer, "expected " + expected);
    }

    private static ProblemException problem(ErrorCode code, String pointer, String detail) {
        return new ProblemException(
                Problem.of(code, pointer + ": " + detail)
                        .withErrors(List.of(new Problem.FieldError(pointer, code.code(), detail))));
    }
}
