package io.tegata.allinone.demo;

import io.tegata.allinone.demo.Order.End;
import io.tegata.allinone.demo.Order.Repeat;
import io.tegata.allinone.demo.Order.Step;
import io.tegata.common.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Orders of four merchants in four currencies, made up from a seed: the same seed makes the same
 * orders, and {@code demo/orders.csv} is what {@link #COMMITTED_SEED} makes. A refund gives back
 * less than what fee and earlier refunds left of its capture, so that it never waits for another
 * order's money.
 */
public final class MadeUpOrders {

    static final long COMMITTED_SEED = 1;
    static final int COMMITTED_ORDERS = 1_200;

    private static final int REPEATED_EVERY = 10;
    private static final List<String> MERCHANTS =
            List.of("kaffeehaus", "bookshop", "ramen-ya", "souk");
    private static final List<Price> PRICES =
            List.of(
                    new Price("EUR", 1_000, 25_000),
                    new Price("USD", 1_000, 40_000),
                    new Price("JPY", 1_000, 60_000),
                    new Price("KWD", 5_000, 90_000));
    private static final List<String> DECLINES =
            List.of(
                    "pm_sandbox_decline_insufficient_funds",
                    "pm_sandbox_decline_do_not_honor",
                    "pm_sandbox_decline_expired_card");

    /** From the least to the most that something costs, in minor units. */
    private record Price(String currency, long least, long most) {}

    /** What is done to an approved payment. */
    private record Story(boolean automatic, List<Step> steps, End end) {}

    private final RandomGenerator random;

    private MadeUpOrders(RandomGenerator random) {
        this.random = random;
    }

    /** {@code count} orders, at least 1; every tenth is sent twice. */
    public static List<Order> of(long seed, int count) {
        var made = new MadeUpOrders(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        var orders = new ArrayList<Order>(count);
        for (int number = 1; number <= count; number++) {
            orders.add(made.order(number));
        }
        return List.copyOf(orders);
    }

    private Order order(int number) {
        Price price = PRICES.get(random.nextInt(PRICES.size()));
        Money amount = Money.of(random.nextLong(price.least, price.most + 1), price.currency);
        String merchant = MERCHANTS.get(random.nextInt(MERCHANTS.size()));
        boolean declined = random.nextInt(100) < 10;
        String method =
                declined ? DECLINES.get(random.nextInt(DECLINES.size())) : "pm_sandbox_approve";
        Story story = declined ? declined() : story(amount);
        return new Order(
                "order-%05d".formatted(number),
                merchant,
                amount,
                method,
                story.automatic,
                story.steps,
                repeat(number),
                story.end);
    }

    private static Repeat repeat(int number) {
        if (number % REPEATED_EVERY != 0) {
            return Repeat.NONE;
        }
        return number / REPEATED_EVERY % 2 == 0 ? Repeat.CONCURRENT : Repeat.SEQUENTIAL;
    }

    private Story declined() {
        return new Story(random.nextBoolean(), List.of(), new End("declined", 0, 0));
    }

    private Story story(Money amount) {
        long whole = amount.minor();
        int kind = random.nextInt(100);
        if (kind < 45) {
            return captured(true, List.of(), whole);
        }
        if (kind < 68) {
            return captured(false, List.of(new Step.Capture(whole, false)), whole);
        }
        if (kind < 76) {
            return captured(false, parts(amount, 2 + random.nextInt(3)), whole);
        }
        if (kind < 84) {
            long kept = whole * (40 + random.nextInt(50)) / 100;
            var parts = new ArrayList<>(parts(new Money(kept, amount.currency()), 2));
            parts.set(1, new Step.Capture(((Step.Capture) parts.get(1)).minor(), true));
            return captured(false, parts, kept);
        }
        if (kind < 88) {
            long part = whole * (20 + random.nextInt(60)) / 100;
            return new Story(
                    false,
                    List.of(new Step.Capture(part, false)),
                    new End("partially_captured", part, 0));
        }
        if (kind < 96) {
            return new Story(false, List.of(new Step.VoidRest()), new End("voided", 0, 0));
        }
        return new Story(false, List.of(), new End("authorized", 0, 0));
    }

    private static List<Step> parts(Money amount, int count) {
        return amount.split(count).stream()
                .<Step>map(part -> new Step.Capture(part.minor(), false))
                .toList();
    }

    /** A captured payment, of which a third gives a part back, in one refund or in two. */
    private Story captured(boolean automatic, List<Step> captures, long captured) {
        var steps = new ArrayList<>(captures);
        int refunds = List.of(0, 0, 0, 0, 1, 1, 2).get(random.nextInt(7));
        long refunded = 0;
        for (int i = 0; i < refunds; i++) {
            long part = captured * (5 + random.nextInt(30)) / 100;
            steps.add(new Step.Refund(part));
            refunded += part;
        }
        return new Story(automatic, steps, new End("captured", captured, refunded));
    }
}
