package io.tegata.simulator.book;

import io.tegata.simulator.book.Operation.Kind;
import io.tegata.storage.Transactions;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Sums up the book for whoever wants to compare it with the platform's. */
@Component
final class BookTotals {

    /**
     * Counts of what is booked.
     *
     * @param charges approved charges
     * @param captures captures, those of charges captured at once among them
     * @param orders orders with an approved charge
     * @param doubleCharges orders with more than one approved charge
     * @param byCurrency money in minor units, exact however much it is
     */
    record Totals(
            long charges,
            long captures,
            long voids,
            long refunds,
            long declines,
            long orders,
            long doubleCharges,
            Map<String, Moved> byCurrency) {}

    /** One amount fits 63 bits; nothing bounds how many of them are booked. */
    record Moved(BigInteger captured, BigInteger refunded) {

        Moved plus(Moved other) {
            return new Moved(captured.add(other.captured), refunded.add(other.refunded));
        }
    }

    private record Group(Kind kind, boolean approved, String currency, long count, BigInteger sum) {

        boolean isCharge() {
            return kind == Kind.AUTHORIZE || kind == Kind.SALE;
        }

        boolean isCapture() {
            return kind == Kind.CAPTURE || kind == Kind.SALE;
        }

        Moved moved() {
            return new Moved(
                    isCapture() ? sum : BigInteger.ZERO,
                    kind == Kind.REFUND ? sum : BigInteger.ZERO);
        }
    }

    private final Transactions transactions;

    BookTotals(Transactions transactions) {
        this.transactions = transactions;
    }

    Totals read() {
        return transactions.snapshot(
                "book-totals",
                snapshot -> {
                    List<Group> groups =
                            snapshot.sql(
                                            """
                                            SELECT kind, status, currency, count(*) AS operations,
                                                   sum(CAST(amount AS numeric)) AS total
                                            FROM bank_operations GROUP BY kind, status, currency
                                            """)
                                    .query(
                                            (row, _) ->
                                                    new Group(
                                                            Kind.of(row.getString("kind")),
                                                            row.getString("status")
                                                                    .equals("approved"),
                                                            row.getString("currency"),
                                                            row.getLong("operations"),
                                                            row.getBigDecimal("total")
                                                                    .toBigIntegerExact()))
                                    .list();
                    List<Long> orders =
                            snapshot.sql(
                                            """
                                            SELECT count(*) AS orders,
                                                   CAST(coalesce(sum(CASE WHEN charges_of_order > 1 THEN 1 ELSE 0 END), 0)
                                                        AS bigint) AS doubled
                                            FROM (SELECT order_reference, count(*) AS charges_of_order FROM charges
                                                  WHERE status = 'approved' GROUP BY order_reference) AS per_order
                                            """)
                                    .query(
                                            (row, _) ->
                                                    List.of(
                                                            row.getLong("orders"),
                                                            row.getLong("doubled")))
                                    .single();
                    return totals(groups, orders.getFirst(), orders.getLast());
                });
    }

    private static Totals totals(List<Group> groups, long orders, long doubleCharges) {
        List<Group> approved = groups.stream().filter(Group::approved).toList();
        var byCurrency = new TreeMap<String, Moved>();
        approved.forEach(group -> byCurrency.merge(group.currency(), group.moved(), Moved::plus));
        return new Totals(
                count(approved.stream().filter(Group::isCharge).toList()),
                count(approved.stream().filter(Group::isCapture).toList()),
                count(approved.stream().filter(group -> group.kind() == Kind.VOID).toList()),
                count(approved.stream().filter(group -> group.kind() == Kind.REFUND).toList()),
                count(groups.stream().filter(group -> !group.approved()).toList()),
                orders,
                doubleCharges,
                byCurrency);
    }

    private static long count(List<Group> groups) {
        return groups.stream().mapToLong(Group::count).sum();
    }
}
