package io.tegata.ledger.entry;

import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static io.tegata.ledger.account.AccountType.AUTH_MEMO;
import static io.tegata.ledger.account.AccountType.MERCHANT_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.money.Money;
import io.tegata.ledger.entry.PostingResult.Posted;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.entry.PostingResult.Replayed;
import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.event.PaymentEvent.Authorized;
import io.tegata.ledger.event.PaymentEvent.Captured;
import io.tegata.ledger.event.PaymentEvent.RefundAsked;
import io.tegata.ledger.event.PaymentEvent.RefundFailed;
import io.tegata.ledger.event.PaymentEvent.RefundSucceeded;
import io.tegata.ledger.event.PaymentEvent.Voided;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.LedgerModel;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.testing.TestDatabase;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever happens to a payment, in whatever order and however often it is told, each answer
 * and every balance are those of a plain map. The seed is in the test's name; {@code -Dseed=7}
 * replays it.
 */
@Tag(TestDatabase.BOTH)
class RandomHistoryTest {

    private static final int SEEDS = TestDatabase.scaled(150);
    private static final int RECENT = 8;
    private static final RunningLedger LEDGER = RunningLedger.shared();

    static IntStream seeds() {
        Integer one = Integer.getInteger("seed");
        return one == null ? IntStream.range(0, SEEDS) : IntStream.of(one);
    }

    @AfterAll
    static void theBooksAreWhole() {
        assertThat(LEDGER.differences().values()).allMatch(BigInteger.ZERO::equals);
        assertThat(LEDGER.driftingAccounts()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheModel(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var events = new Events("JPY");
        var model = new LedgerModel(RunningLedger.OVERDRAFT);
        var told = new ArrayList<PaymentEvent>();
        for (int step = 0, steps = 1 + seed % 25; step < steps; step++) { // low seeds fail short
            List<PaymentEvent> list = new ArrayList<>();
            for (int i = 0, size = 1 + random.nextInt(5); i < size; i++) {
                PaymentEvent event = anyEvent(events, random, told, step + "_" + i);
                list.add(event);
                told.add(event); // what follows in the same list may build on it
            }
            assertThat(LEDGER.book(list).stream().map(RandomHistoryTest::word).toList())
                    .as("step %d: %s", step, list)
                    .isEqualTo(model.book(list));
        }
        assertThat(LEDGER.posted(events.merchant(), MERCHANT_PENDING, "JPY"))
                .isEqualTo(model.pending());
        assertThat(LEDGER.held(events.merchant(), MERCHANT_PENDING, "JPY"))
                .isEqualTo(model.pendingHeld());
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "JPY")).isEqualTo(model.memoHeld());
        assertThat(LEDGER.posted(events.acquirer(), ACQUIRER_RECEIVABLE, "JPY"))
                .isEqualTo(model.receivable());
    }

    private static String word(PostingResult result) {
        return switch (result) {
            case Posted _ -> "posted";
            case Replayed _ -> "replayed";
            case Refused(var code, _) -> code.code();
        };
    }

    /**
     * Mostly something new that may be impossible; sometimes the network tells an old one again,
     * and sometimes somebody tells it differently.
     */
    private static PaymentEvent anyEvent(
            Events events, RandomGenerator random, List<PaymentEvent> told, String name) {
        int choice = random.nextInt(12);
        if (!told.isEmpty() && choice < 3) {
            PaymentEvent old = told.get(random.nextInt(told.size()));
            return choice < 2 ? old : differently(events, old);
        }
        long amount = 1 + random.nextLong(random.nextInt(4) == 0 ? 1_500 : 400);
        String earlier = earlier(events, random, told);
        return switch (random.nextInt(7)) {
            case 0 -> events.authorized(name, amount);
            case 1 -> events.captured(name, amount, earlier, random.nextInt(3));
            case 2 -> events.sold(name, amount);
            case 3 -> events.voided(name, amount, earlier);
            case 4 -> events.refundAsked(name, amount);
            case 5 -> events.refundSucceeded(earlier, amountOf(events, earlier, told, amount));
            default -> events.refundFailed(earlier, amountOf(events, earlier, told, amount));
        };
    }

    private static PaymentEvent differently(Events events, PaymentEvent event) {
        String name = name(events, event);
        long amount = event.operation().amount().minor() + 1;
        return switch (event) {
            case Authorized _ -> events.authorized(name, amount);
            case Captured(var operation, var authorization, var released) ->
                    new Captured(operation, authorization, released.plus(Money.of(1, "JPY")));
            case Voided(_, var authorization) ->
                    new Voided(events.operation(name, amount), authorization);
            case RefundAsked _ -> events.refundAsked(name, amount);
            case RefundSucceeded _ -> events.refundSucceeded(name, amount);
            case RefundFailed _ -> events.refundFailed(name, amount);
        };
    }

    /** One of the last few operations, so that they meet each other. */
    private static String earlier(Events events, RandomGenerator random, List<PaymentEvent> told) {
        if (told.isEmpty()) {
            return "nobody";
        }
        int back = 1 + random.nextInt(Math.min(RECENT, told.size()));
        return name(events, told.get(told.size() - back));
    }

    private static String name(Events events, PaymentEvent event) {
        return event.operation().id().substring(events.id("").length());
    }

    /** Mostly the amount that the operation had, so that refunds can end. */
    private static long amountOf(
            Events events, String name, List<PaymentEvent> told, long otherwise) {
        return told.stream()
                .filter(event -> event.operation().id().equals(events.id(name)))
                .map(event -> event.operation().amount().minor())
                .findFirst()
                .orElse(otherwise);
    }
}
