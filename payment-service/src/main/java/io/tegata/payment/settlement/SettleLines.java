package io.tegata.payment.settlement;

import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Notes settled operations on their payments, each once, whatever file names it again. The amount
 * that counts is ours: another amount, or a second line, is the reconciler's discrepancy and no
 * correction.
 */
@Component
class SettleLines {

    /** What became of a line; ids only where it names an operation of ours. */
    record Result(
            long lineNo,
            String status,
            @Nullable String operationId,
            @Nullable String paymentId,
            @Nullable String merchantId) {}

    private record Known(
            String attemptId,
            String operationId,
            String paymentId,
            String merchantId,
            String kind,
            long amount) {

        PaymentKey payment() {
            return new PaymentKey(merchantId, paymentId);
        }

        Result result(SettledLine line, String status) {
            return new Result(line.lineNo(), status, operationId, paymentId, merchantId);
        }

        boolean isCapture() {
            return kind.equals("capture") || kind.equals("sale");
        }
    }

    private record PaymentKey(String merchantId, String paymentId)
            implements Comparable<PaymentKey> {
        @Override
        public int compareTo(PaymentKey other) {
            int byMerchant = merchantId.compareTo(other.merchantId);
            return byMerchant != 0 ? byMerchant : paymentId.compareTo(other.paymentId);
        }
    }

    private final Transactions transactions;
    private final Clock clock;

    SettleLines(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    List<Result> settle(String acquirer, String fileHash, List<SettledLine> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        return transactions.readWrite(
                "settle-lines",
                tx -> {
                    Map<String, Known> known = known(tx, acquirer, lines);
                    Map<String, Known> running = running(tx, acquirer, lines);
                    Set<String> settled = settledBefore(tx, lines);
                    var results = new ArrayList<Result>(lines.size());
                    var raised = new TreeMap<PaymentKey, Long>();
                    for (SettledLine line : lines) {
                        Known operation = known.get(line.attemptId());
                        Known unfinished = running.get(line.attemptId());
                        if (unfinished != null) {
                            results.add(unfinished.result(line, "pending"));
                        } else if (operation == null
                                || operation.isCapture() != line.kind().equals("capture")) {
                            results.add(new Result(line.lineNo(), "unknown", null, null, null));
                        } else if (!settled.add(line.attemptId())) {
                            results.add(operation.result(line, "replayed"));
                        } else {
                            tx.insert(row(fileHash, line, operation));
                            if (operation.isCapture()) {
                                raised.merge(operation.payment(), operation.amount, Math::addExact);
                            }
                            results.add(operation.result(line, "settled"));
                        }
                    }
                    raised.forEach((payment, amount) -> raise(tx, payment, amount));
                    return results;
                });
    }

    private static void raise(Transaction tx, PaymentKey payment, long amount) {
        tx.update(
                1,
                """
                UPDATE payments SET amount_settled = amount_settled + ?, version = version + 1
                WHERE merchant_id = ? AND payment_id = ?
                """,
                amount,
                payment.merchantId,
                payment.paymentId);
    }

    private Row row(String fileHash, SettledLine line, Known operation) {
        return Row.into("settled_lines")
                .set("attempt_id", line.attemptId())
                .set("file_hash", fileHash)
                .set("line_no", line.lineNo())
                .set("merchant_id", operation.merchantId)
                .set("payment_id", operation.paymentId)
                .set("amount", operation.amount)
                .set("created_at", clock.instant());
    }

    private static Map<String, Known> known(
            Transaction tx, String acquirer, List<SettledLine> lines) {
        var known = new HashMap<String, Known>();
        tx.sql(
                        """
                        SELECT attempt_id, operation_id, payment_id, merchant_id, kind, amount FROM operation_results
                        WHERE attempt_id IN (:attempts) AND acquirer = :acquirer AND status = 'succeeded'
                        AND kind IN ('sale', 'capture', 'refund')
                        """)
                .param("attempts", attempts(lines))
                .param("acquirer", acquirer)
                .query(SettleLines::read)
                .list()
                .forEach(operation -> known.put(operation.attemptId, operation));
        return known;
    }

    /** Operations that nobody knows the end of yet: the line waits for it. */
    private static Map<String, Known> running(
            Transaction tx, String acquirer, List<SettledLine> lines) {
        var running = new HashMap<String, Known>();
        tx.sql(
                        """
                        SELECT o.attempt_id, o.operation_id, o.payment_id, o.merchant_id, o.kind, o.amount
                        FROM operations o JOIN payments p ON p.merchant_id = o.merchant_id AND p.payment_id = o.payment_id
                        WHERE o.attempt_id IN (:attempts) AND p.acquirer = :acquirer
                        AND o.status IN ('in_flight', 'unknown')
                        """)
                .param("attempts", attempts(lines))
                .param("acquirer", acquirer)
                .query(SettleLines::read)
                .list()
                .forEach(operation -> running.put(operation.attemptId, operation));
        return running;
    }

    private static List<String> attempts(List<SettledLine> lines) {
        return lines.stream().map(SettledLine::attemptId).distinct().toList();
    }

    private static Known read(ResultSet row, int number) throws SQLException {
        return new Known(
                row.getString("attempt_id"),
                row.getString("operation_id"),
                row.getString("payment_id"),
                row.getString("merchant_id"),
                row.getString("kind"),
                row.getLong("amount"));
    }

    private static Set<String> settledBefore(Transaction tx, List<SettledLine> lines) {
        return new HashSet<>(
                tx.sql("SELECT attempt_id FROM settled_lines WHERE attempt_id IN (:attempts)")
                        .param("attempts", attempts(lines))
                        .query(String.class)
                        .list());
    }
}
