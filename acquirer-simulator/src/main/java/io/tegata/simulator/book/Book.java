package io.tegata.simulator.book;

import io.tegata.simulator.book.BookAnswer.Booked;
import io.tegata.simulator.book.BookAnswer.Refused;
import io.tegata.simulator.book.Charge.Decision;
import io.tegata.simulator.book.Operation.Kind;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bank's own book: every change once per reference, however often and however concurrently it
 * is asked for. Kept in the database; safe for use by many threads.
 */
public final class Book {

    private static final String FIND_OPERATION =
            """
            SELECT reference, charge_reference, kind, decline_code, amount, currency, content_hash
            FROM bank_operations WHERE reference = :reference
            """;

    private final Transactions transactions;
    private final FeeTariff tariff;

    public Book(Transactions transactions, FeeTariff tariff) {
        this.transactions = transactions;
        this.tariff = tariff;
    }

    /** Books a charge, approved or declined as its card says. */
    BookAnswer charge(ChargeOrder order) {
        var operation =
                new Operation(
                        order.reference(),
                        order.reference(),
                        order.capture() ? Kind.SALE : Kind.AUTHORIZE,
                        order.card().declineCode(),
                        order.amount(),
                        order.currency(),
                        contentHash(
                                "charge",
                                order.orderReference(),
                                order.amount(),
                                order.currency(),
                                order.card().token(),
                                order.capture()));
        return transactions.readWrite(
                "charge",
                tx -> {
                    if (!claim(tx, operation)) {
                        return earlier(tx::sql, operation.reference(), operation.contentHash())
                                .orElseThrow();
                    }
                    boolean approved = operation.declineCode() == null;
                    long captured = approved && order.capture() ? order.amount() : 0;
                    tx.insert(
                            Row.into("charges")
                                    .set("charge_reference", order.reference())
                                    .set("order_reference", order.orderReference())
                                    .set("status", operation.status())
                                    .set("currency", order.currency())
                                    .set("authorized", approved ? order.amount() : 0L)
                                    .set("capturable", approved ? order.amount() - captured : 0L)
                                    .set("captured", captured)
                                    .set("refunded", 0L));
                    queueForSettlement(tx, operation);
                    return new Booked(operation, true);
                });
    }

    BookAnswer capture(String charge, String reference, long amount, boolean last) {
        String content = contentHash("capture", charge, amount, last);
        return change(charge, reference, Kind.CAPTURE, content, book -> book.capture(amount, last));
    }

    BookAnswer giveBack(String charge, String reference) {
        String content = contentHash("void", charge);
        return change(charge, reference, Kind.VOID, content, Charge::giveBack);
    }

    BookAnswer refund(String charge, String reference, long amount) {
        String content = contentHash("refund", charge, amount);
        return change(charge, reference, Kind.REFUND, content, book -> book.refund(amount));
    }

    /** What was booked under a reference. */
    Optional<Operation> find(String reference) {
        return find(transactions::sql, reference);
    }

    private BookAnswer change(
            String charge,
            String reference,
            Kind kind,
            String content,
            Function<Charge, Decision> rule) {
        // Read outside the database transaction: looking for a key that is not there would make
        // serializable neighbours in the same index page abort each other.
        Optional<BookAnswer> replay = earlier(transactions::sql, reference, content);
        if (replay.isPresent()) {
            return replay.get();
        }
        return transactions.readWrite(
                kind.code(),
                tx -> {
                    Optional<Charge> before = charge(tx, charge);
                    if (before.isEmpty()) {
                        return new Refused(Refusal.UNKNOWN_CHARGE);
                    }
                    return switch (rule.apply(before.get())) {
                        // Perhaps it was this very request, a moment ago, that used up the rest.
                        case Decision.Refused(var refusal) ->
                                earlier(tx::sql, reference, content).orElse(new Refused(refusal));
                        case Decision.Allowed(var next, long amount) ->
                                book(
                                        tx,
                                        next,
                                        new Operation(
                                                reference,
                                                charge,
                                                kind,
                                                null,
                                                amount,
                                                next.currency(),
                                                content));
                    };
                });
    }

    private BookAnswer book(Transaction tx, Charge next, Operation operation) {
        if (!claim(tx, operation)) {
            return earlier(tx::sql, operation.reference(), operation.contentHash()).orElseThrow();
        }
        tx.update(
                1,
                "UPDATE charges SET capturable = ?, captured = ?, refunded = ? WHERE charge_reference = ?",
                next.capturable(),
                next.captured(),
                next.refunded(),
                next.reference());
        queueForSettlement(tx, operation);
        return new Booked(operation, true);
    }

    /** True for the one request that books this reference. */
    private static boolean claim(Transaction tx, Operation operation) {
        return tx.sql(
                        """
                        INSERT INTO bank_operations (reference, charge_reference, kind, status, decline_code,
                                                amount, currency, content_hash, booked_at)
                        VALUES (:reference, :charge, :kind, :status, :decline_code,
                                :amount, :currency, :content, CURRENT_TIMESTAMP)
                        ON CONFLICT (reference) DO NOTHING RETURNING reference
                        """)
                .param("reference", operation.reference())
                .param("charge", operation.chargeReference())
                .param("kind", operation.kind().code())
                .param("status", operation.status())
                .param("decline_code", operation.declineCode())
                .param("amount", operation.amount())
                .param("currency", operation.currency())
                .param("content", operation.contentHash())
                .query(String.class)
                .optional()
                .isPresent();
    }

    private void queueForSettlement(Transaction tx, Operation operation) {
        if (operation.declineCode() != null) {
            return;
        }
        switch (operation.kind()) {
            case SALE, CAPTURE -> queue(tx, operation, "capture", tariff.feeOf(operation.amount()));
            case REFUND -> queue(tx, operation, "refund", 0);
            case AUTHORIZE, VOID -> {} // no money moves
        }
    }

    private static void queue(Transaction tx, Operation operation, String kind, long fee) {
        tx.insert(
                Row.into("unsettled")
                        .set("reference", operation.reference())
                        .set("charge_reference", operation.chargeReference())
                        .set("kind", kind)
                        .set("gross", operation.amount())
                        .set("fee", fee)
                        .set("currency", operation.currency()));
    }

    /** The answer to a reference that is booked already: the same again, or a refusal. */
    private static Optional<BookAnswer> earlier(
            Function<String, JdbcClient.StatementSpec> sql, String reference, String content) {
        return find(sql, reference)
                .map(
                        booked ->
                                booked.contentHash().equals(content)
                                        ? new Booked(booked, false)
                                        : new Refused(Refusal.REFERENCE_REUSED));
    }

    private static Optional<Operation> find(
            Function<String, JdbcClient.StatementSpec> sql, String reference) {
        return sql.apply(FIND_OPERATION)
                .param("reference", reference)
                .query((row, _) -> operation(row))
                .optional();
    }

    private static Operation operation(ResultSet row) throws SQLException {
        return new Operation(
                row.getString("reference"),
                row.getString("charge_reference"),
                Kind.of(row.getString("kind")),
                row.getString("decline_code"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("content_hash"));
    }

    private static Optional<Charge> charge(Transaction tx, String reference) {
        return tx.sql(
                        """
                        SELECT status, currency, authorized, capturable, captured, refunded
                        FROM charges WHERE charge_reference = :reference
                        """)
                .param("reference", reference)
                .query(
                        (row, _) ->
                                new Charge(
                                        reference,
                                        row.getString("status").equals("approved"),
                                        row.getString("currency"),
                                        row.getLong("authorized"),
                                        row.getLong("capturable"),
                                        row.getLong("captured"),
                                        row.getLong("refunded")))
                .optional();
    }

    /** Two requests are the same exactly when their content has the same hash. */
    private static String contentHash(Object... parts) {
        var text = new StringBuilder();
        for (Object part : parts) {
            text.append(part).append('\n'); // no part holds a line break: their shape was checked
        }
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
