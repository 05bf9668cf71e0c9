package io.tegata.reconciler.run;

import io.tegata.reconciler.run.Run.Status;
import io.tegata.reconciler.run.Run.Step;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs in the database. Only a running run can be written: one that was given up because its
 * instance was thought dead cannot come back. Safe for use by many threads.
 */
public final class Runs {

    private static final int MAX_REASON = 1_000;
    private static final String SELECT =
            "SELECT run_id, status, step, done, settled_at, started_at, ended_at, reason, report FROM runs";

    private final Transactions transactions;
    private final JsonMapper json;

    public Runs(Transactions transactions, JsonMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    Run start(String runId, Instant now) {
        var run = new Run(runId, Status.RUNNING, Step.TAKING_FILES, 0, null, now, null, null, null);
        transactions.write(
                "start-run",
                tx ->
                        tx.insert(
                                Row.into("runs")
                                        .set("run_id", run.runId())
                                        .set("status", run.status().code())
                                        .set("step", run.step().code())
                                        .set("done", run.done())
                                        .set("started_at", run.startedAt())));
        return run;
    }

    Optional<Run> find(String runId) {
        return transactions
                .sql(SELECT + " WHERE run_id = :run")
                .param("run", runId)
                .query((row, _) -> run(row))
                .optional();
    }

    Optional<Run> running() {
        return transactions
                .sql(SELECT + " WHERE status = 'running' ORDER BY started_at LIMIT 1")
                .query((row, _) -> run(row))
                .optional();
    }

    void progress(String runId, Step step, long done) {
        transactions.write(
                "run-progress",
                tx ->
                        tx.update(
                                1,
                                "UPDATE runs SET step = ?, done = ? WHERE run_id = ? AND status = 'running'",
                                step.code(),
                                done,
                                runId));
    }

    void settled(String runId, Instant settledAt) {
        transactions.write(
                "run-settled",
                tx ->
                        tx.update(
                                1,
                                "UPDATE runs SET settled_at = ? WHERE run_id = ? AND status = 'running'",
                                settledAt,
                                runId));
    }

    void end(String runId, RunEnd end, Instant now) {
        transactions.write(
                "end-run",
                tx ->
                        tx.update(
                                1,
                                """
                                UPDATE runs SET status = ?, step = 'done', ended_at = ?, reason = ?, report = CAST(? AS jsonb)
                                WHERE run_id = ? AND status = 'running'
                                """,
                                end.status().code(),
                                now,
                                shortened(end.reason()),
                                json.writeValueAsString(end.report()),
                                runId));
    }

    /** Ends a run whose instance is gone; nothing happens when it ended after all. */
    void giveUp(String runId, String reason, Instant now) {
        transactions.write(
                "give-up-run",
                tx -> {
                    int _ =
                            tx.sql(
                                            """
                                            UPDATE runs SET status = 'failed', ended_at = :now, reason = :reason
                                            WHERE run_id = :run AND status = 'running'
                                            """)
                                    .param("now", Transaction.time(now))
                                    .param("reason", shortened(reason))
                                    .param("run", runId)
                                    .update();
                });
    }

    private static String shortened(@Nullable String reason) {
        String text = reason == null ? "" : reason;
        return text.substring(0, Math.min(text.length(), MAX_REASON));
    }

    private Run run(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        String report = row.getString("report");
        return new Run(
                row.getString("run_id"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Step.valueOf(row.getString("step").toUpperCase(Locale.ROOT)),
                row.getLong("done"),
                time(row, "settled_at"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                time(row, "ended_at"),
                reason == null || reason.isEmpty() ? null : reason,
                report == null ? null : json.readValue(report, RunReport.class));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
