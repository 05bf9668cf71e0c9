package io.tegata.simulator.settlement;

import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The files of one acquirer as the database knows them. A file is collected in chunks, sealed with
 * its cut, and then written from here as often as needed: its bytes follow from its rows alone.
 */
public final class SettlementFiles {

    /** A line changes about twelve cells, indexes included: below 5,000 in one commit. */
    static final int CHUNK_ROWS = 400;

    private static final String LATEST =
            """
            SELECT sequence, status, line_count FROM payout_files
            WHERE layout = :layout ORDER BY sequence DESC LIMIT 1
            """;

    /** What a chunk came to. */
    enum Collected {
        /** Nothing waits to be settled; no file was begun. */
        NOTHING,
        /** There is more. */
        MORE,
        /** The file has all lines and its cut. */
        SEALED
    }

    private record Latest(long sequence, String status, long lines) {}

    private final Transactions transactions;
    private final String layout;

    public SettlementFiles(Transactions transactions, String layout) {
        this.transactions = transactions;
        this.layout = layout;
    }

    /** Whether a crash left a file that is not sealed. */
    boolean isCollecting() {
        return latest(transactions.sql(LATEST)).filter(SettlementFiles::isCollecting).isPresent();
    }

    /** Moves the next chunk of what is not settled into the file being collected, or a new one. */
    Collected collectChunk() {
        return transactions.readWrite(
                "collect-settlement",
                tx -> {
                    // The time is the database transaction's begin, the snapshot is read after it:
                    // what was committed before the cut is seen.
                    Instant now =
                            tx.sql("SELECT CURRENT_TIMESTAMP")
                                    .query(OffsetDateTime.class)
                                    .single()
                                    .toInstant();
                    Optional<Latest> latest = latest(tx.sql(LATEST));
                    Optional<Latest> collecting = latest.filter(SettlementFiles::isCollecting);
                    long before = collecting.map(Latest::lines).orElse(0L);
                    List<SettlementLine> lines = unsettled(tx, before);
                    if (lines.isEmpty() && collecting.isEmpty()) {
                        return Collected.NOTHING;
                    }
                    long sequence =
                            collecting
                                    .map(Latest::sequence)
                                    .orElseGet(() -> latest.map(Latest::sequence).orElse(0L) + 1);
                    long total = before + lines.size();
                    boolean complete = lines.size() < CHUNK_ROWS;
                    take(tx, lines);
                    if (collecting.isEmpty()) {
                        begin(tx, sequence, total, complete ? now : null);
                    } else {
                        goOn(tx, sequence, total, complete ? now : null);
                    }
                    lines.forEach(line -> tx.insert(row(sequence, line)));
                    return complete ? Collected.SEALED : Collected.MORE;
                });
    }

    /** The file that is sealed and perhaps not in the folder. */
    Optional<SettlementFile> sealed() {
        return transactions
                .sql(
                        """
                        SELECT sequence, cut, line_count FROM payout_files
                        WHERE layout = :layout AND status = 'sealed' ORDER BY sequence LIMIT 1
                        """)
                .param("layout", layout)
                .query(
                        (row, _) ->
                                new SettlementFile(
                                        layout,
                                        row.getLong("sequence"),
                                        row.getObject("cut", OffsetDateTime.class).toInstant(),
                                        row.getLong("line_count")))
                .optional();
    }

    /** The next lines of a file after a line number, in order; empty at the end. */
    List<SettlementLine> lines(SettlementFile file, long after) {
        return transactions
                .sql(
                        """
                        SELECT line_no, kind, reference, charge_reference, gross, fee, currency
                        FROM payout_lines
                        WHERE layout = :layout AND sequence = :sequence AND line_no > :after
                        ORDER BY line_no LIMIT :rows
                        """)
                .param("layout", layout)
                .param("sequence", file.sequence())
                .param("after", after)
                .param("rows", CHUNK_ROWS)
                .query((row, _) -> line(row.getLong("line_no"), row))
                .list();
    }

    void written(SettlementFile file) {
        transactions.write(
                "settlement-written",
                tx ->
                        tx.update(
                                1,
                                "UPDATE payout_files SET status = 'written' WHERE layout = ? AND sequence = ? AND status = 'sealed'",
                                layout,
                                file.sequence()));
    }

    private Optional<Latest> latest(JdbcClient.StatementSpec query) {
        return query.param("layout", layout)
                .query(
                        (row, _) ->
                                new Latest(
                                        row.getLong("sequence"),
                                        row.getString("status"),
                                        row.getLong("line_count")))
                .optional();
    }

    private static boolean isCollecting(Latest file) {
        return file.status.equals("collecting");
    }

    private static List<SettlementLine> unsettled(Transaction tx, long linesBefore) {
        return tx.sql(
                        """
                        SELECT reference, charge_reference, kind, gross, fee, currency
                        FROM unsettled ORDER BY reference LIMIT :rows
                        """)
                .param("rows", CHUNK_ROWS)
                .query((row, number) -> line(linesBefore + number + 1, row))
                .list();
    }

    private static SettlementLine line(long lineNo, ResultSet row) throws SQLException {
        return new SettlementLine(
                lineNo,
                row.getString("kind"),
                row.getString("reference"),
                row.getString("charge_reference"),
                row.getLong("gross"),
                row.getLong("fee"),
                row.getString("currency"));
    }

    private Row row(long sequence, SettlementLine line) {
        return Row.into("payout_lines")
                .set("layout", layout)
                .set("sequence", sequence)
                .set("line_no", line.lineNo())
                .set("reference", line.reference())
                .set("charge_reference", line.chargeReference())
                .set("kind", line.kind())
                .set("gross", line.gross())
                .set("fee", line.fee())
                .set("currency", line.currency());
    }

    private static void take(Transaction tx, List<SettlementLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        // All up to the last one, as they were read: one parameter, however long the chunk is.
        int taken =
                tx.sql("DELETE FROM unsettled WHERE reference <= :last")
                        .param("last", lines.getLast().reference())
                        .update();
        if (taken != lines.size()) {
            throw new IllegalStateException("took " + taken + " of " + lines.size() + " lines");
        }
    }

    /** A file of one chunk is sealed as it begins: a row is not updated where it is inserted. */
    private void begin(Transaction tx, long sequence, long lines, @Nullable Instant cut) {
        tx.insert(
                Row.into("payout_files")
                        .set("layout", layout)
                        .set("sequence", sequence)
                        .set("status", cut == null ? "collecting" : "sealed")
                        .set("line_count", lines)
                        .set("cut", cut));
    }

    private void goOn(Transaction tx, long sequence, long lines, @Nullable Instant cut) {
        tx.update(
                1,
                """
                UPDATE payout_files SET line_count = ?, cut = ?, status = ?
                WHERE layout = ? AND sequence = ? AND status = 'collecting'
                """,
                lines,
                cut,
                cut == null ? "collecting" : "sealed",
                layout,
                sequence);
    }
}
