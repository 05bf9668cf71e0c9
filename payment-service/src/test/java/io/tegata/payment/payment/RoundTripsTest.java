package io.tegata.payment.payment;

import static io.tegata.payment.testing.TestCommands.MERCHANT;
import static io.tegata.payment.testing.TestCommands.cancel;
import static io.tegata.payment.testing.TestCommands.capture;
import static io.tegata.payment.testing.TestCommands.key;
import static io.tegata.payment.testing.TestCommands.pay;
import static io.tegata.payment.testing.TestCommands.reference;
import static io.tegata.payment.testing.TestCommands.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.web.MerchantReads;
import io.tegata.payment.testing.PaymentsOnFixture;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.storage.spanner.fixture.RoundTrips;
import io.tegata.storage.spanner.fixture.RoundTrips.RoundTrip;
import io.tegata.storage.spanner.fixture.Rpc;
import io.tegata.storage.spanner.fixture.SpannerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: what an operation costs in calls to Spanner does not grow unseen, nor with what is
 * committed together. On the fixture only, which is a PostgreSQL below.
 */
class RoundTripsTest {

    private static final String CLAIM = "claim-operations";
    private static final String RESULT = "record-results";
    private static final String TAKE_OVER = "take-over-operation";
    private static final Set<String> TAGS = Set.of(CLAIM, RESULT, TAKE_OVER);
    private static final Path DOCUMENT = Path.of("..", "docs", "round-trips.md");

    /**
     * What one operation may cost, in round trips.
     *
     * @param transactions database transactions, by their commits
     * @param claim in the one that claims, or takes over
     * @param result in the one that records the end
     * @param reads outside any
     */
    record Budget(
            String operation, int transactions, int claim, int result, int reads, Asked asked) {

        @Override
        public String toString() {
            return operation;
        }

        String line() {
            return "| %s | %d | %d | %d | %d |"
                    .formatted(operation, transactions, claim, result, reads);
        }
    }

    /** Prepares, and returns what is counted. */
    @FunctionalInterface
    interface Asked {
        Runnable prepare();
    }

    private static PaymentsOnFixture payments;
    private static RunningPayments service;
    private static MerchantReads merchant;

    static Stream<Budget> budgets() {
        return Stream.of(
                new Budget("create a payment", 2, 3, 2, 0, () -> whole(pay("create", 100))),
                new Budget("capture", 2, 4, 2, 0, () -> whole(capture(MERCHANT, authorized(), 9))),
                new Budget("void", 2, 4, 2, 0, () -> whole(cancel(authorized()))),
                new Budget("refund", 2, 4, 2, 0, () -> whole(refund(captured(), 5))),
                new Budget("16 creates together", 2, 3, 2, 0, RoundTripsTest::creates),
                new Budget("16 captures together", 2, 4, 2, 0, RoundTripsTest::captures),
                new Budget("every kind together", 2, 8, 2, 0, RoundTripsTest::everyKind),
                new Budget("declined payment", 2, 3, 2, 0, RoundTripsTest::declined),
                new Budget("key with an answer", 1, 3, 0, 0, RoundTripsTest::replay),
                new Budget("key that is running", 1, 5, 0, 0, RoundTripsTest::running),
                new Budget("key after its time", 2, 6, 2, 0, RoundTripsTest::expired),
                new Budget("key after its lease", 2, 6, 2, 0, RoundTripsTest::resumed),
                new Budget("reference in use", 1, 5, 0, 0, RoundTripsTest::sameReference),
                new Budget("refused capture", 1, 4, 0, 0, RoundTripsTest::tooMuch),
                new Budget("takeover", 1, 4, 0, 0, RoundTripsTest::takeOver),
                new Budget("read a payment", 0, 0, 0, 1, RoundTripsTest::readPayment),
                new Budget("read a refund", 0, 0, 0, 2, RoundTripsTest::readRefund),
                new Budget("read a key", 0, 0, 0, 1, RoundTripsTest::readKey),
                new Budget("first page", 0, 0, 0, 1, () -> () -> page(null)),
                new Budget("further page", 0, 0, 0, 2, RoundTripsTest::furtherPage));
    }

    @BeforeAll
    static void start() {
        payments = new PaymentsOnFixture();
        service = payments.service();
        merchant = new MerchantReads(service.store(), MERCHANT);
    }

    @AfterAll
    static void stop() {
        payments.close();
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void theBudgetHolds(Budget budget) {
        SpannerFixture fixture = payments.fixture();
        RoundTrips seen = fixture.roundTrips();
        Runnable counted = budget.asked.prepare();
        seen.reset();

        counted.run();

        List<RoundTrip> calls = seen.list();
        Budget measured =
                new Budget(
                        budget.operation,
                        Math.toIntExact(seen.count(Rpc.COMMIT)),
                        tagged(calls, CLAIM) + tagged(calls, TAKE_OVER),
                        tagged(calls, RESULT),
                        Math.toIntExact(
                                calls.stream()
                                        .filter(call -> call.transactionTag().isEmpty())
                                        .count()),
                        budget.asked);
        assertThat(measured.line()).as(seen.toString()).isEqualTo(budget.line());
        assertThat(seen.total())
                .as("every call has the tag of its database transaction: %s", seen)
                .isEqualTo(measured.claim + measured.result + measured.reads);
        assertThat(seen.transactionTags()).as(seen.toString()).isSubsetOf(TAGS);
        assertThat(seen.count(Rpc.BEGIN_TRANSACTION))
                .as("the first statement begins the database transaction: %s", seen)
                .isZero();
        assertThat(fixture.openTransactions()).isZero();
    }

    @Test
    void theDocumentSaysTheSame() throws IOException {
        assertThat(section(Files.readString(DOCUMENT), "payment-service"))
                .containsExactlyElementsOf(budgets().map(Budget::line).toList());
    }

    /** The lines of a section's table, without its head. */
    private static List<String> section(String document, String name) {
        List<String> table =
                document.lines()
                        .dropWhile(line -> !line.equals("## " + name))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("|"))
                        .toList();
        return table.subList(Math.min(2, table.size()), table.size());
    }

    private static int tagged(List<RoundTrip> calls, String tag) {
        return Math.toIntExact(
                calls.stream().filter(call -> call.transactionTag().equals(tag)).count());
    }

    /** Claim and result of one command. */
    private static Runnable whole(Command command) {
        return ended(command, OperationStatus.SUCCEEDED, 201);
    }

    private static Runnable together(List<? extends Command> commands) {
        return () -> {
            List<Claimed> claimed = service.bean(ClaimOperations.class).claim(commands);
            List<Reply> answers =
                    service.bean(RecordResults.class)
                            .record(
                                    claimed.stream()
                                            .filter(Started.class::isInstance)
                                            .map(Started.class::cast)
                                            .map(
                                                    started ->
                                                            RunningPayments.ended(
                                                                    started,
                                                                    OperationStatus.SUCCEEDED))
                                            .toList());
            assertThat(answers).extracting(Reply::status).containsOnly(201);
        };
    }

    private static Runnable creates() {
        return together(IntStream.range(0, 16).mapToObj(_ -> pay("many", 100)).toList());
    }

    /** Of four merchants: one statement reads all their payments. */
    private static Runnable captures() {
        return together(
                IntStream.range(0, 16)
                        .mapToObj(
                                i -> {
                                    String owner = "mer_test_" + i % 4;
                                    Payment payment =
                                            service.succeed(
                                                    pay(owner, key("of"), reference(), 1_000));
                                    return capture(owner, payment.id(), 9);
                                })
                        .toList());
    }

    /** New, follow-up, used, running and taken: nothing costs a statement for each. */
    private static Runnable everyKind() {
        var commands = new ArrayList<Command>();
        for (int i = 0; i < 4; i++) {
            AuthorizePayment answered = pay("answered", 100);
            Payment payment = service.succeed(answered);
            AuthorizePayment running = pay("running", 100);
            Started _ = service.start(running);
            commands.add(pay("new", 100));
            commands.add(capture(MERCHANT, payment.id(), 9));
            commands.add(capture(MERCHANT, authorized(), 100_000));
            commands.add(answered);
            commands.add(running);
            commands.add(pay(MERCHANT, key("taken"), answered.merchantReference(), 100));
        }
        return together(commands);
    }

    private static Runnable declined() {
        return ended(pay("declined", 100), OperationStatus.DECLINED, 402);
    }

    private static Runnable ended(Command command, OperationStatus status, int told) {
        return () -> {
            Reply reply = service.end(service.start(command), status);
            assertThat(reply.status()).as(reply.body()).isEqualTo(told);
        };
    }

    private static Runnable replay() {
        AuthorizePayment command = pay("replay", 100);
        Payment _ = service.succeed(command);
        return answered(command, 201);
    }

    private static Runnable running() {
        AuthorizePayment command = pay("running", 100);
        Started _ = service.start(command);
        return () -> assertThat(service.claim(command)).isInstanceOf(Claimed.Running.class);
    }

    private static Runnable expired() {
        AuthorizePayment first = pay("expired", 100);
        Payment _ = service.succeed(first);
        String hash = first.claim().keyHash();
        service.transactions()
                .write(
                        "expire",
                        tx ->
                                tx.update(
                                        1,
                                        "UPDATE idempotency_keys SET expires_at = ? WHERE key_hash = ?",
                                        Clock.systemUTC().instant().minus(Duration.ofDays(1)),
                                        hash));
        return whole(
                new AuthorizePayment(
                        first.claim(),
                        reference(),
                        first.amount(),
                        first.captureMethod(),
                        first.paymentMethod(),
                        first.metadata()));
    }

    private static Runnable resumed() {
        AuthorizePayment command = pay("resumed", 100);
        Operation _ = leaseOver(service.start(command));
        return whole(command);
    }

    private static Runnable sameReference() {
        AuthorizePayment first = pay("first", 100);
        Started _ = service.start(first);
        return answered(pay(MERCHANT, key("second"), first.merchantReference(), 100), 409);
    }

    private static Runnable tooMuch() {
        return answered(capture(MERCHANT, authorized(), 100_000), 422);
    }

    private static Runnable answered(Command command, int status) {
        return () ->
                assertThat(service.claim(command))
                        .isInstanceOfSatisfying(
                                Claimed.Answered.class,
                                answer -> assertThat(answer.reply().status()).isEqualTo(status));
    }

    private static Runnable takeOver() {
        Operation operation = leaseOver(service.start(pay("takeover", 100)));
        var takeOver =
                new TakeOverOperation(
                        service.transactions(),
                        service.store(),
                        Clock.systemUTC(),
                        service.bean(Limits.class));
        return () -> assertThat(takeOver.takeOver(operation.due())).isPresent();
    }

    /** The operation as if its lease had ended a minute ago. */
    private static Operation leaseOver(Started started) {
        Operation over =
                started.operation()
                        .postponed(
                                OperationStatus.IN_FLIGHT,
                                Clock.systemUTC().instant().minus(Duration.ofMinutes(1)));
        service.transactions()
                .write(
                        "let-lease-end",
                        tx ->
                                service.store()
                                        .operations()
                                        .reschedule(tx, started.operation(), over));
        return over;
    }

    private static Runnable readPayment() {
        String payment = authorized();
        return () -> merchant.payment(payment);
    }

    private static Runnable readRefund() {
        Started refund = service.start(refund(captured(), 5));
        return () -> merchant.refund(refund.operation().id());
    }

    private static Runnable readKey() {
        String key = key("asked");
        Payment _ = service.succeed(pay(MERCHANT, key, reference(), 100));
        return () -> merchant.key(key);
    }

    private static Runnable furtherPage() {
        for (int i = 0; i < 3; i++) {
            String _ = authorized();
        }
        String cursor = merchant.page(null);
        assertThat(cursor).isNotNull();
        return () -> page(cursor);
    }

    private static void page(@Nullable String after) {
        var _ = merchant.page(after);
    }

    private static String authorized() {
        return service.succeed(pay("authorized", 1_000)).id();
    }

    private static String captured() {
        return service.succeed(capture(MERCHANT, authorized(), 500)).id();
    }
}
