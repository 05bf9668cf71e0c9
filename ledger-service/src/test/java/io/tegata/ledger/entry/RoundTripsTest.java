package io.tegata.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.money.Money;
import io.tegata.ledger.LedgerError;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.entry.PostingResult.Posted;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.entry.PostingResult.Replayed;
import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.export.BookedRecords;
import io.tegata.ledger.settlement.SettlementLine;
import io.tegata.ledger.settlement.SettlementLine.Named;
import io.tegata.ledger.settlement.SettlementLine.Subject;
import io.tegata.ledger.settlement.SettlementRule;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.LedgerOnFixture;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.spanner.fixture.RoundTrips;
import io.tegata.storage.spanner.fixture.RoundTrips.RoundTrip;
import io.tegata.storage.spanner.fixture.Rpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: what a booking costs in calls to Spanner does not grow unseen, neither with the length of
 * its list. On the fixture only, which is a PostgreSQL below.
 */
class RoundTripsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "round-trips.md");
    private static final Set<String> TAGS =
            Set.of("post-entries", "post-entries-by-balance", "open-accounts");
    private static final Pattern TABLE = Pattern.compile("(?:FROM|JOIN) (\\w+)");

    /**
     * What one operation may cost.
     *
     * @param transactions database transactions, by their commits and rollbacks
     * @param calls the calls, in order
     */
    record Budget(String operation, int transactions, String calls, Asked asked) {

        @Override
        public String toString() {
            return operation;
        }

        String line() {
            return "| %s | %d | %d | %s |"
                    .formatted(operation, transactions, calls.split(", ").length, calls);
        }
    }

    /** Prepares, and returns what is counted. */
    @FunctionalInterface
    interface Asked {
        Runnable prepare(Events events);
    }

    private static final String PLAIN = "claim, updates, commit";
    private static final String WITH_HOLD = "claim, read source_records+holds, updates, commit";
    private static final String REPEAT = "claim, read source_records, commit";

    static Stream<Budget> budgets() {
        return Stream.of(
                new Budget("authorization", 1, PLAIN, e -> posts(e.authorized("x", 100))),
                new Budget("sale", 1, PLAIN, e -> posts(e.sold("x", 100))),
                new Budget("capture", 1, WITH_HOLD, e -> posts(e.captured("x", 50, "a", 0))),
                new Budget("void", 1, WITH_HOLD, e -> posts(e.voided("x", 500, "a"))),
                new Budget("refund: hold placed", 1, PLAIN, e -> posts(e.refundAsked("x", 100))),
                new Budget("refund: hold posted", 1, WITH_HOLD, RoundTripsTest::refunded),
                new Budget("refund: hold released", 1, WITH_HOLD, RoundTripsTest::released),
                new Budget("list of 64 sales", 1, PLAIN, e -> posts(sales(e, 64))),
                new Budget("list of 64 of every kind", 1, WITH_HOLD, RoundTripsTest::everyKind),
                new Budget(
                        "list of 256 sales",
                        4,
                        String.join(", ", PLAIN, PLAIN, PLAIN, PLAIN),
                        e -> posts(sales(e, 256))),
                new Budget("settlement line", 1, PLAIN, RoundTripsTest::settled),
                new Budget(
                        "settlement line out of suspense",
                        1,
                        "claim, read source_records, updates, commit",
                        RoundTripsTest::outOfSuspense),
                new Budget("repeat of a sale", 1, REPEAT, e -> repeats(e.sold("s", 1_000))),
                new Budget("repeat of a capture", 1, REPEAT, RoundTripsTest::repeatedCapture),
                new Budget("repeat of a list of 64", 1, REPEAT, RoundTripsTest::repeatedList),
                new Budget(
                        "list of 64, half of it repeats",
                        1,
                        "claim, read source_records, updates, commit",
                        RoundTripsTest::halfRepeated),
                new Budget(
                        "refund beyond the floor",
                        2,
                        "claim, updates, rollback, claim, read balances, updates, commit",
                        RoundTripsTest::tooMuch),
                new Budget(
                        "first sale of a merchant",
                        2,
                        "read accounts, begin, commit, " + PLAIN,
                        _ -> posts(new Events("EUR").sold("x", 100))),
                new Budget("read an account", 0, "read accounts+balances", RoundTripsTest::read),
                new Budget(
                        "page of a payment's entries",
                        0,
                        "read time, read journal_entries, read journal_entries, read postings+accounts",
                        RoundTripsTest::page),
                new Budget(
                        "trial balance",
                        0,
                        "read time, read accounts+balances",
                        _ -> () -> assertThat(ledger.differences()).isNotEmpty()),
                new Budget(
                        "export of all records",
                        0,
                        "read time, read source_records",
                        _ -> RoundTripsTest::export));
    }

    private static LedgerOnFixture onFixture;
    private static RunningLedger ledger;

    @BeforeAll
    static void start() {
        onFixture = new LedgerOnFixture();
        ledger = onFixture.ledger();
    }

    @AfterAll
    static void stop() {
        onFixture.close();
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void theBudgetHolds(Budget budget) {
        var events = new Events("EUR");
        // The accounts are open and known, and there is something to take from.
        post(events.sold("s", 1_000));
        post(events.authorized("a", 500));
        Runnable counted = budget.asked.prepare(events);
        RoundTrips seen = onFixture.fixture().roundTrips();
        seen.reset();

        counted.run();

        List<RoundTrip> calls = seen.list();
        var measured =
                new Budget(
                        budget.operation,
                        Math.toIntExact(seen.count(Rpc.COMMIT) + seen.count(Rpc.ROLLBACK)),
                        calls.stream().map(RoundTripsTest::name).collect(Collectors.joining(", ")),
                        budget.asked);
        assertThat(measured.line()).as(seen.toString()).isEqualTo(budget.line());
        assertThat(calls)
                .as("each call of a database transaction but a rollback has its tag")
                .filteredOn(call -> call.transactionTag().isEmpty() && call.rpc() != Rpc.ROLLBACK)
                .allMatch(call -> budget.transactions == 0 || name(call).equals("read accounts"));
        assertThat(seen.transactionTags()).as(seen.toString()).isSubsetOf(TAGS);
        assertThat(onFixture.fixture().openTransactions()).isZero();
    }

    private static String name(RoundTrip call) {
        return switch (call.rpc()) {
            case BEGIN_TRANSACTION -> "begin";
            case COMMIT -> "commit";
            case ROLLBACK -> "rollback";
            case EXECUTE_BATCH_DML -> "updates";
            default -> statement(call.statements().getFirst());
        };
    }

    private static String statement(String sql) {
        if (sql.startsWith("INSERT INTO source_records")) {
            return "claim";
        }
        String tables =
                TABLE.matcher(sql)
                        .results()
                        .map(table -> table.group(1))
                        .collect(Collectors.joining("+"));
        return sql.startsWith("SELECT") ? "read " + (tables.isEmpty() ? "time" : tables) : sql;
    }

    @Test
    void theDocumentSaysTheSame() throws IOException {
        List<String> rows =
                Files.readString(DOCUMENT)
                        .lines()
                        .dropWhile(line -> !line.equals("## ledger-service"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| "))
                        .skip(1)
                        .toList();
        assertThat(rows).containsExactlyElementsOf(budgets().map(Budget::line).toList());
    }

    private static void post(PaymentEvent event) {
        assertThat(ledger.book(event)).isInstanceOf(Posted.class);
    }

    private static Runnable posts(PaymentEvent event) {
        return posts(List.of(event));
    }

    private static Runnable posts(List<PaymentEvent> list) {
        return () -> assertThat(ledger.book(list)).allMatch(Posted.class::isInstance);
    }

    private static Runnable repeats(PaymentEvent event) {
        return () -> assertThat(ledger.book(event)).isInstanceOf(Replayed.class);
    }

    private static List<PaymentEvent> sales(Events events, int number) {
        return IntStream.range(0, number)
                .<PaymentEvent>mapToObj(i -> events.sold("x" + i, 100))
                .toList();
    }

    private static Runnable refunded(Events events) {
        post(events.refundAsked("r", 100));
        return posts(events.refundSucceeded("r", 100));
    }

    private static Runnable released(Events events) {
        post(events.refundAsked("r", 100));
        return posts(events.refundFailed("r", 100));
    }

    /** Holds that were there, and holds that the list places itself. */
    private static Runnable everyKind(Events events) {
        post(events.refundAsked("r", 10));
        return posts(
                IntStream.range(0, 16)
                        .boxed()
                        .<PaymentEvent>mapMulti(
                                (i, list) -> {
                                    list.accept(events.authorized("a" + i, 100));
                                    list.accept(events.captured("c" + i, 60, "a" + i, 0));
                                    list.accept(events.captured("b" + i, 10, "a", 0));
                                    list.accept(
                                            i == 0
                                                    ? events.refundSucceeded("r", 10)
                                                    : events.refundAsked("r" + i, 10));
                                })
                        .toList());
    }

    private static Runnable repeatedCapture(Events events) {
        post(events.captured("x", 500, "a", 0));
        return repeats(events.captured("x", 500, "a", 0));
    }

    private static Runnable repeatedList(Events events) {
        posts(sales(events, 64)).run();
        return () ->
                assertThat(ledger.book(sales(events, 64))).allMatch(Replayed.class::isInstance);
    }

    private static Runnable halfRepeated(Events events) {
        posts(sales(events, 32)).run();
        return () ->
                assertThat(ledger.book(sales(events, 64)))
                        .filteredOn(Posted.class::isInstance)
                        .hasSize(32);
    }

    private static Runnable tooMuch(Events events) {
        return () ->
                assertThat(ledger.book(events.refundAsked("r", 1_000_000)))
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused ->
                                        assertThat(refused.code())
                                                .isEqualTo(LedgerError.INSUFFICIENT_FUNDS));
    }

    private static PostingResult settle(Events events, long number, Subject subject) {
        var line =
                new SettlementLine(
                        "f" + events.acquirer(),
                        number,
                        events.acquirer(),
                        subject,
                        Money.of(100, "EUR"),
                        Money.of(1, "EUR"),
                        LocalDate.of(2026, 11, 20));
        return ledger.bean(PostEntries.class)
                .post(List.of(ledger.bean(SettlementRule.class).bookingFor(line).orElseThrow()))
                .getFirst();
    }

    private static Subject.Capture sale(Events events) {
        return new Subject.Capture(new Named(events.id("s"), events.merchant(), events.payment()));
    }

    private static Runnable settled(Events events) {
        assertThat(settle(events, 1, sale(events))).isInstanceOf(Posted.class);
        return () -> assertThat(settle(events, 2, sale(events))).isInstanceOf(Posted.class);
    }

    private static Runnable outOfSuspense(Events events) {
        assertThat(settle(events, 1, sale(events))).isInstanceOf(Posted.class);
        assertThat(settle(events, 2, new Subject.Unknown())).isInstanceOf(Posted.class);
        return () ->
                assertThat(settle(events, 2, new Subject.FromSuspense(sale(events))))
                        .isInstanceOf(Posted.class);
    }

    private static Runnable read(Events events) {
        var filter = new Accounts.Filter(events.acquirer(), null, "EUR");
        return () -> assertThat(ledger.bean(Accounts.class).list(filter, "", 10)).hasSize(1);
    }

    private static Runnable page(Events events) {
        var filter = new Entries.Filter.OfPayment(events.payment());
        return () -> assertThat(ledger.bean(Entries.class).list(filter, "", 10)).hasSize(2);
    }

    private static void export() {
        ledger.bean(BookedRecords.class)
                .upTo(Events.SOURCE_AT, record -> assertThat(record.amount()).isPositive());
    }
}
