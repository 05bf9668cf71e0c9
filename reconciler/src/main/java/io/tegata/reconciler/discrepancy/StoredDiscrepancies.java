package io.tegata.reconciler.discrepancy;

import io.tegata.reconciler.matching.Discrepancy;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Discrepancies over all runs: one row per fingerprint, open while runs find it, resolved by the
 * first complete run that does not. Safe for use by many threads.
 */
public final class StoredDiscrepancies {

    /** Each is a parameter of its own, and Spanner takes 950 of them. */
    static final int RESOLVE_PAGE = 500;

    private final Transactions transactions;
    private final JsonMapper json;

    /** The mapper writes the evidence. */
    public StoredDiscrepancies(Transactions transactions, JsonMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /** Stores what a run found; a few hundred at a time. */
    public void found(String runId, List<Discrepancy> found) {
        transactions.write(
                "store-discrepancies",
                tx -> {
                    requireRunning(tx, runId);
                    Set<String> fresh = new HashSet<>();
                    for (Discrepancy discrepancy : found) {
                        if (insert(tx, runId, discrepancy)) {
                            fresh.add(discrepancy.fingerprint());
                        }
                        remember(tx, runId, discrepancy.fingerprint());
                    }
                    found.stream()
                            .map(Discrepancy::fingerprint)
                            .filter(fingerprint -> !fresh.contains(fingerprint))
                            .forEach(fingerprint -> seenAgain(tx, runId, fingerprint));
                });
    }

    /** A run that was given up, because its instance was thought dead, writes no more. */
    private static void requireRunning(Transaction tx, String runId) {
        tx.update(1, "UPDATE runs SET done = done WHERE run_id = ? AND status = 'running'", runId);
    }

    private static void remember(Transaction tx, String runId, String fingerprint) {
        Optional<String> _ =
                tx.sql(
                                """
                                INSERT INTO run_discrepancies (run_id, fingerprint) VALUES (:run, :fingerprint)
                                ON CONFLICT (run_id, fingerprint) DO NOTHING RETURNING fingerprint
                                """)
                        .param("run", runId)
                        .param("fingerprint", fingerprint)
                        .query(String.class)
                        .optional();
    }

    private boolean insert(Transaction tx, String runId, Discrepancy discrepancy) {
        return tx.sql(
                        """
                        INSERT INTO discrepancies (fingerprint, class, severity, status, amount_at_risk, currency,
                            payment_row, other_row, first_seen_run, last_seen_run, first_seen_at, last_seen_at)
                        VALUES (:fingerprint, :class, :severity, 'open', :amount, :currency,
                            CAST(:payment_row AS jsonb), CAST(:other_row AS jsonb), :run, :run,
                            CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
                        ON CONFLICT (fingerprint) DO NOTHING RETURNING fingerprint
                        """)
                .param("fingerprint", discrepancy.fingerprint())
                .param("class", discrepancy.type().name())
                .param("severity", discrepancy.type().severity())
                .param("amount", discrepancy.amountAtRisk())
                .param("currency", discrepancy.currency())
                .param("payment_row", evidence(discrepancy.paymentRow()))
                .param("other_row", evidence(discrepancy.otherRow()))
                .param("run", runId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    private @Nullable String evidence(@Nullable Object row) {
        return row == null ? null : json.writeValueAsString(row);
    }

    private static void seenAgain(Transaction tx, String runId, String fingerprint) {
        tx.update(
                1,
                """
                UPDATE discrepancies SET status = 'open', last_seen_run = ?, last_seen_at = CURRENT_TIMESTAMP
                WHERE fingerprint = ?
                """,
                runId,
                fingerprint);
    }

    /** What is open and was not found by this complete run is resolved. Returns how many. */
    public long resolveOthers(String runId) {
        long resolved = 0;
        String after = "";
        for (List<String> page = openOthers(runId, after);
                !page.isEmpty();
                page = openOthers(runId, after)) {
            List<String> fingerprints = page;
            transactions.write(
                    "resolve-discrepancies",
                    tx -> {
                        requireRunning(tx, runId);
                        int _ =
                                tx.sql(
                                                """
                                                UPDATE discrepancies SET status = 'auto_resolved'
                                                WHERE fingerprint IN (:fingerprints) AND last_seen_run <> :run
                                                """)
                                        .param("fingerprints", fingerprints)
                                        .param("run", runId)
                                        .update();
                    });
            resolved += page.size();
            after = page.getLast();
        }
        return resolved;
    }

    private List<String> openOthers(String runId, String after) {
        return transactions
                .sql(
                        """
                        SELECT fingerprint FROM discrepancies
                        WHERE status = 'open' AND last_seen_run <> :run AND fingerprint > :after
                        ORDER BY fingerprint LIMIT :most
                        """)
                .param("run", runId)
                .param("after", after)
                .param("most", RESOLVE_PAGE)
                .query((row, _) -> row.getString("fingerprint"))
                .list();
    }
}
