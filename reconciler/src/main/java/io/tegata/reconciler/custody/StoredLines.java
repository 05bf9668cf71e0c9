package io.tegata.reconciler.custody;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.tegata.reconciler.custody.PostLines.File;
import io.tegata.reconciler.matching.SettledLine;
import io.tegata.reconciler.matching.SettledLine.Standing;
import io.tegata.reconciler.matching.SettledLine.Told;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the lines in custody when they were told. A line without a standing is done, or
 * was never told while its file is not posted. Safe for use by many threads.
 */
public final class StoredLines {

    static final int PAGE = 2_000;

    private static final int MAX_REFUSAL = 1_000;

    /** A line that was told and is not done. */
    record OpenLine(File file, LineToTell line) {}

    private record News(Standing standing, @Nullable String refusal) {}

    private final Transactions transactions;

    public StoredLines(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The next lines to tell again, file by file, after this one; null begins. */
    List<OpenLine> open(@Nullable OpenLine after, int most) {
        return transactions
                .sql(
                        """
                        SELECT l.acquirer, l.file_hash, f.business_date, l.line_no, l.kind, l.reference, l.gross, l.fee,
                               l.currency, l.standing, l.refusal
                        FROM settlement_lines l
                        JOIN settlement_files f ON f.acquirer = l.acquirer AND f.file_hash = l.file_hash
                        WHERE l.standing IS NOT NULL AND l.acquirer >= :acquirer
                          AND (l.acquirer > :acquirer
                               OR (l.file_hash >= :hash AND (l.file_hash > :hash OR l.line_no > :line)))
                        ORDER BY l.acquirer, l.file_hash, l.line_no LIMIT :most
                        """)
                .param("acquirer", after == null ? "" : after.file.acquirer())
                .param("hash", after == null ? "" : after.file.fileHash())
                .param("line", after == null ? 0L : after.line.line().lineNo())
                .param("most", most)
                .query((row, _) -> openLine(row))
                .list();
    }

    private static OpenLine openLine(ResultSet row) throws SQLException {
        return new OpenLine(
                new File(
                        row.getString("acquirer"),
                        row.getString("file_hash"),
                        LocalDate.parse(row.getString("business_date"))),
                new LineToTell(fileLine(row), standing(row), row.getString("refusal")));
    }

    /** Remembers what is new of some lines of a file. */
    void remember(File file, List<ToldLine> news) {
        if (!news.isEmpty()) {
            transactions.write("settlement-lines-told", tx -> write(tx, file, news));
        }
    }

    static void write(Transaction tx, File file, List<ToldLine> news) {
        Map<News, List<Long>> lines =
                news.stream()
                        .collect(
                                groupingBy(
                                        told -> new News(told.standing(), shortened(told)),
                                        mapping(ToldLine::lineNo, toList())));
        lines.forEach((same, numbers) -> write(tx, file, same, numbers));
    }

    private static void write(Transaction tx, File file, News news, List<Long> lines) {
        int _ =
                tx.sql(
                                """
                                UPDATE settlement_lines
                                SET standing = :standing, refusal = :refusal, told_at = CURRENT_TIMESTAMP
                                WHERE acquirer = :acquirer AND file_hash = :hash AND line_no IN (:lines)
                                """)
                        .param(
                                "standing",
                                news.standing == Standing.BOOKED ? null : code(news.standing),
                                Types.VARCHAR)
                        .param("refusal", news.refusal, Types.VARCHAR)
                        .param("acquirer", file.acquirer())
                        .param("hash", file.fileHash())
                        .param("lines", lines)
                        .update();
    }

    private static @Nullable String shortened(ToldLine told) {
        String refusal = told.refusal();
        return refusal == null
                ? null
                : refusal.substring(0, Math.min(refusal.length(), MAX_REFUSAL));
    }

    /** The next page of lines of posted files in the order of reference and age. */
    List<SettledLine> after(String reference, String lineKey) {
        return transactions
                .sql(
                        """
                        SELECT l.reference, l.line_key, l.acquirer, l.file_hash, l.line_no, l.kind, l.gross, l.fee,
                               l.currency, l.standing, l.refusal, coalesce(f.taken_at, f.cut) AS taken_at,
                               CASE WHEN l.standing = 'suspense' THEN f.cut
                                    ELSE coalesce(l.told_at, f.posted_at) END AS judgeable_at
                        FROM settlement_lines l
                        JOIN settlement_files f ON f.acquirer = l.acquirer AND f.file_hash = l.file_hash
                        WHERE f.status = 'posted' AND l.reference >= :reference
                          AND (l.reference > :reference OR l.line_key > :line_key)
                        ORDER BY l.reference, l.line_key LIMIT :most
                        """)
                .param("reference", reference)
                .param("line_key", lineKey)
                .param("most", PAGE)
                .query((row, _) -> settledLine(row))
                .list();
    }

    private static SettledLine settledLine(ResultSet row) throws SQLException {
        return new SettledLine(
                row.getString("reference"),
                row.getString("line_key"),
                row.getString("acquirer"),
                row.getString("file_hash"),
                row.getLong("line_no"),
                kind(row),
                row.getLong("gross"),
                row.getLong("fee"),
                row.getString("currency"),
                new Told(
                        standing(row),
                        row.getString("refusal"),
                        time(row, "taken_at"),
                        time(row, "judgeable_at")));
    }

    static FileLine fileLine(ResultSet row) throws SQLException {
        return new FileLine(
                row.getLong("line_no"),
                kind(row),
                row.getString("reference"),
                row.getLong("gross"),
                row.getLong("fee"),
                row.getString("currency"));
    }

    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static SettledLine.Kind kind(ResultSet row) throws SQLException {
        return SettledLine.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        String code = row.getString("standing");
        return code == null ? Standing.BOOKED : Standing.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
