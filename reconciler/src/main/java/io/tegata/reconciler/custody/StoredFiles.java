package io.tegata.reconciler.custody;

import io.tegata.storage.Row;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settlement files in custody and their lines. Safe for use by many threads. */
public final class StoredFiles {

    /**
     * Lines that are stored or dropped at once. Each changes about twelve cells, indexes included:
     * below 5,000 in one commit.
     */
    static final int CHUNK = 400;

    private static final int PAGE = 2_000;

    private static final String COLUMNS =
            "acquirer, file_hash, name, sequence, business_date, cut, line_count, status, posted_through";

    private final Transactions transactions;

    public StoredFiles(Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<StoredFile> find(String acquirer, String fileHash) {
        return transactions
                .sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM settlement_files WHERE acquirer = :acquirer AND file_hash = :hash")
                .param("acquirer", acquirer)
                .param("hash", fileHash)
                .query((row, _) -> file(row))
                .optional();
    }

    /** The newest file that was taken whole; the next one follows its sequence. */
    long lastSequence(String acquirer) {
        return transactions
                .sql(
                        """
                        SELECT coalesce(max(sequence), 0) FROM settlement_files
                        WHERE acquirer = :acquirer AND status <> 'storing'
                        """)
                .param("acquirer", acquirer)
                .query(Long.class)
                .single();
    }

    /** Begins to store a file, or begins again: what an earlier try left is dropped. */
    void begin(StoredFile file) {
        dropUnfinished(file.acquirer());
        transactions.write(
                "begin-settlement-file",
                tx ->
                        tx.insert(
                                Row.into("settlement_files")
                                        .set("acquirer", file.acquirer())
                                        .set("file_hash", file.fileHash())
                                        .set("name", file.name())
                                        .set("sequence", file.sequence())
                                        .set("business_date", file.businessDate().toString())
                                        .set("cut", file.cut())
                                        .set("line_count", file.lines())
                                        .set("status", "storing")
                                        .set("posted_through", 0L)));
    }

    private void dropUnfinished(String acquirer) {
        List<StoredFile> unfinished =
                transactions
                        .sql(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM settlement_files WHERE acquirer = :acquirer AND status = 'storing'")
                        .param("acquirer", acquirer)
                        .query((row, _) -> file(row))
                        .list();
        for (StoredFile file : unfinished) {
            for (long from = 0; from < file.lines(); from += CHUNK) {
                dropLines(file, from);
            }
            transactions.write(
                    "drop-unfinished-file",
                    tx ->
                            tx.update(
                                    1,
                                    "DELETE FROM settlement_files WHERE acquirer = ? AND file_hash = ? AND status = 'storing'",
                                    file.acquirer(),
                                    file.fileHash()));
        }
    }

    private void dropLines(StoredFile file, long from) {
        transactions.write(
                "drop-unfinished-lines",
                tx -> {
                    int _ =
                            tx.sql(
                                            """
                                            DELETE FROM settlement_lines
                                            WHERE acquirer = :acquirer AND file_hash = :hash
                                              AND line_no > :from AND line_no <= :to
                                            """)
                                    .param("acquirer", file.acquirer())
                                    .param("hash", file.fileHash())
                                    .param("from", from)
                                    .param("to", from + CHUNK)
                                    .update();
                });
    }

    void add(StoredFile file, List<FileLine> lines) {
        transactions.write(
                "store-settlement-lines",
                tx ->
                        lines.forEach(
                                line ->
                                        tx.insert(
                                                Row.into("settlement_lines")
                                                        .set("acquirer", file.acquirer())
                                                        .set("file_hash", file.fileHash())
                                                        .set("line_no", line.lineNo())
                                                        .set("line_key", lineKey(file, line))
                                                        .set("reference", line.reference())
                                                        .set("kind", StoredLines.code(line.kind()))
                                                        .set("gross", line.gross())
                                                        .set("fee", line.fee())
                                                        .set("currency", line.currency()))));
    }

    /** Sorts the lines of an acquirer by age. */
    private static String lineKey(StoredFile file, FileLine line) {
        return String.format(
                Locale.ROOT, "%s:%018d:%010d", file.acquirer(), file.sequence(), line.lineNo());
    }

    /** The file is whole in the database from now on. */
    void taken(StoredFile file) {
        transactions.write(
                "settlement-file-taken",
                tx ->
                        tx.update(
                                1,
                                "UPDATE settlement_files SET status = 'taken', taken_at = CURRENT_TIMESTAMP WHERE acquirer = ? AND file_hash = ? AND status = 'storing'",
                                file.acquirer(),
                                file.fileHash()));
    }

    /** What payment-service and ledger do not know yet, oldest first; a page of files at a time. */
    List<StoredFile> toPost() {
        return transactions
                .sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM settlement_files WHERE status = 'taken' ORDER BY acquirer, sequence LIMIT "
                                + PAGE)
                .query((row, _) -> file(row))
                .list();
    }

    List<FileLine> lines(StoredFile file, int most) {
        return transactions
                .sql(
                        """
                        SELECT line_no, kind, reference, gross, fee, currency FROM settlement_lines
                        WHERE acquirer = :acquirer AND file_hash = :hash AND line_no > :after
                        ORDER BY line_no LIMIT :most
                        """)
                .param("acquirer", file.acquirer())
                .param("hash", file.fileHash())
                .param("after", file.postedThrough())
                .param("most", most)
                .query((row, _) -> StoredLines.fileLine(row))
                .list();
    }

    /** Remembers that both neighbours were told the lines up to one, and which are not done. */
    StoredFile posted(StoredFile file, long through, List<ToldLine> open) {
        transactions.write(
                "settlement-lines-posted",
                tx -> {
                    StoredLines.write(tx, file.key(), open);
                    tx.update(
                            1,
                            """
                            UPDATE settlement_files
                            SET posted_through = ?, posted_at = CURRENT_TIMESTAMP,
                                status = CASE WHEN line_count = ? THEN 'posted' ELSE 'taken' END
                            WHERE acquirer = ? AND file_hash = ? AND status = 'taken' AND posted_through = ?
                            """,
                            through,
                            through,
                            file.acquirer(),
                            file.fileHash(),
                            file.postedThrough());
                });
        return file.through(through);
    }

    /** Per acquirer, the cut of its newest file. */
    public Map<String, Instant> lastCuts() {
        return cuts("f.status = 'posted'");
    }

    /** Per acquirer, the cut of the newest file with a line in suspense. */
    public Map<String, Instant> cutsWithUnknownLines() {
        return cuts(
                """
                f.status = 'posted' AND EXISTS (
                    SELECT 1 FROM settlement_lines l
                    WHERE l.acquirer = f.acquirer AND l.file_hash = f.file_hash
                      AND l.standing IS NOT NULL AND l.standing = 'suspense')
                """);
    }

    private Map<String, Instant> cuts(String condition) {
        record Cut(String acquirer, Instant cut) {}
        return transactions
                .sql(
                        "SELECT f.acquirer, max(f.cut) AS cut FROM settlement_files f WHERE "
                                + condition
                                + " GROUP BY f.acquirer")
                .query((row, _) -> new Cut(row.getString("acquirer"), time(row, "cut")))
                .list()
                .stream()
                .collect(Collectors.toMap(Cut::acquirer, Cut::cut));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static StoredFile file(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getString("acquirer"),
                row.getString("file_hash"),
                row.getString("name"),
                row.getLong("sequence"),
                LocalDate.parse(row.getString("business_date")),
                time(row, "cut"),
                row.getLong("line_count"),
                StoredFile.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("posted_through"));
    }
}
