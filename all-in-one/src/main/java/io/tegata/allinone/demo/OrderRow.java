package io.tegata.allinone.demo;

import io.tegata.allinone.console.Refused;
import io.tegata.allinone.demo.Order.Repeat;
import io.tegata.allinone.demo.Order.Step;
import io.tegata.common.money.Currencies;
import io.tegata.common.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One line of the orders file: each field is checked where it stands. */
final class OrderRow {

    private static final int ORDER_ID = 0;
    private static final int MERCHANT = 1;
    private static final int AMOUNT = 2;
    private static final int CURRENCY = 3;
    private static final int PAYMENT_METHOD = 4;
    private static final int CAPTURE_METHOD = 5;
    private static final int STEPS = 6;
    private static final int REPEAT = 7;
    private static final int EXPECTED_STATUS = 8;
    private static final int EXPECTED_CAPTURED = 9;
    private static final int EXPECTED_REFUNDED = 10;

    private static final int MAX_STEPS = 20;
    private static final Pattern NAME = Pattern.compile("[!-~]{1,50}");
    private static final Pattern METHOD = Pattern.compile("pm_sandbox_[a-z_]{1,50}");
    private static final List<String> ENDS =
            List.of("authorized", "partially_captured", "captured", "declined", "voided");

    private final Place place;
    private final List<String> fields;

    OrderRow(Place place, List<String> fields) {
        this.place = place;
        this.fields = fields;
    }

    /** The sentence about one field of this line. */
    Refused wrong(int column, String what) {
        return place.wrong(column, what);
    }

    void requireHeader(List<String> columns) {
        for (int i = 0; i < Math.max(columns.size(), fields.size()); i++) {
            if (i >= columns.size()
                    || i >= fields.size()
                    || !fields.get(i).equals(columns.get(i))) {
                throw wrong(i, "the header is wrong; it must be " + String.join(",", columns));
            }
        }
    }

    void requireWidth(List<String> columns) {
        int width = fields.size();
        if (width != columns.size()) {
            throw wrong(
                    Math.min(width, columns.size()),
                    "the line has "
                            + width
                            + (width == 1 ? " field" : " fields")
                            + " instead of "
                            + columns.size());
        }
    }

    Order order() {
        String id = matching(ORDER_ID, NAME, "1 to 50 visible ASCII characters");
        String merchant = matching(MERCHANT, NAME, "1 to 50 visible ASCII characters");
        long minor = amount(AMOUNT, fields.get(AMOUNT), 1);
        String method = matching(PAYMENT_METHOD, METHOD, "a payment method pm_sandbox_…");
        return new Order(
                id,
                merchant,
                new Money(minor, currency()),
                method,
                automatic(),
                steps(),
                repeat(),
                new Order.End(
                        status(),
                        amount(EXPECTED_CAPTURED, fields.get(EXPECTED_CAPTURED), 0),
                        amount(EXPECTED_REFUNDED, fields.get(EXPECTED_REFUNDED), 0)));
    }

    static String text(Order order) {
        return String.join(
                        ",",
                        order.id(),
                        order.merchant(),
                        String.valueOf(order.amount().minor()),
                        order.amount().currency().getCurrencyCode(),
                        order.paymentMethod(),
                        order.automatic() ? "automatic" : "manual",
                        String.join(" ", order.steps().stream().map(OrderRow::text).toList()),
                        order.repeat() == Repeat.NONE
                                ? ""
                                : order.repeat().name().toLowerCase(Locale.ROOT),
                        order.expected().status(),
                        String.valueOf(order.expected().captured()),
                        String.valueOf(order.expected().refunded()))
                + "\n";
    }

    private static String text(Step step) {
        return switch (step) {
            case Step.Capture(long minor, boolean last) ->
                    "capture:" + minor + (last ? ":final" : "");
            case Step.Refund(long minor) -> "refund:" + minor;
            case Step.VoidRest() -> "void";
        };
    }

    private String matching(int column, Pattern pattern, String what) {
        String field = fields.get(column);
        if (!pattern.matcher(field).matches()) {
            throw wrong(column, Place.quoted(field) + " is not " + what);
        }
        return field;
    }

    private long amount(int column, String text, long least) {
        try {
            long minor = Long.parseLong(text);
            if (minor >= least && minor <= Money.MAX_MINOR) {
                return minor;
            }
        } catch (NumberFormatException notANumber) {
            // The sentence below covers it.
        }
        throw wrong(
                column,
                "%s is not a whole number of minor units from %d to %d"
                        .formatted(Place.quoted(text), least, Money.MAX_MINOR));
    }

    private Currency currency() {
        String code = fields.get(CURRENCY);
        if (!Currencies.isInUse(code)) {
            throw wrong(CURRENCY, Place.quoted(code) + " is not the ISO 4217 code of money in use");
        }
        return Currency.getInstance(code);
    }

    private boolean automatic() {
        return switch (fields.get(CAPTURE_METHOD)) {
            case "automatic" -> true;
            case "manual" -> false;
            case String other ->
                    throw wrong(
                            CAPTURE_METHOD,
                            Place.quoted(other) + " is neither automatic nor manual");
        };
    }

    private List<Step> steps() {
        String text = fields.get(STEPS).strip();
        var steps = new ArrayList<Step>();
        if (!text.isEmpty()) {
            for (String word : text.split(" +", MAX_STEPS + 1)) {
                if (steps.size() == MAX_STEPS) {
                    throw wrong(STEPS, "there are more than " + MAX_STEPS + " steps");
                }
                steps.add(step(word));
            }
        }
        return steps;
    }

    private Step step(String word) {
        String[] parts = word.split(":", -1);
        if (word.equals("void")) {
            return new Step.VoidRest();
        }
        if (parts.length == 2 && parts[0].equals("capture")) {
            return new Step.Capture(amount(STEPS, parts[1], 1), false);
        }
        if (parts.length == 3 && parts[0].equals("capture") && parts[2].equals("final")) {
            return new Step.Capture(amount(STEPS, parts[1], 1), true);
        }
        if (parts.length == 2 && parts[0].equals("refund")) {
            return new Step.Refund(amount(STEPS, parts[1], 1));
        }
        throw wrong(
                STEPS,
                Place.quoted(word)
                        + " is none of capture:AMOUNT, capture:AMOUNT:final, refund:AMOUNT,"
                        + " void");
    }

    private Repeat repeat() {
        return switch (fields.get(REPEAT)) {
            case "" -> Repeat.NONE;
            case "sequential" -> Repeat.SEQUENTIAL;
            case "concurrent" -> Repeat.CONCURRENT;
            case String other ->
                    throw wrong(
                            REPEAT, Place.quoted(other) + " is neither sequential nor concurrent");
        };
    }

    private String status() {
        String status = fields.get(EXPECTED_STATUS);
        if (!ENDS.contains(status)) {
            throw wrong(
                    EXPECTED_STATUS,
                    Place.quoted(status) + " is none of " + String.join(", ", ENDS));
        }
        return status;
    }
}
