package io.tegata.storage;

import java.time.Duration;
import java.util.List;

/**
 * One database transaction for each file, together with its history row, whose primary key is the
 * lock between two starters: a file is there wholly or not at all.
 */
final class MigrateInTransactions implements Migrator.Way {

    /** For one file. */
    private static final Duration MAX_TIME = Duration.ofHours(4);

    private final Transactions transactions;

    MigrateInTransactions(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void prepare() {
        transactions.write("create-schema-history", tx -> tx.sql(Migrator.HISTORY).update());
    }

    @Override
    public boolean apply(Migration file, List<String> statements, String checksum) {
        return transactions.readWrite(
                "migrate-" + file.version(),
                MAX_TIME,
                tx -> {
                    // The limits of payments are not those of an index over a big table.
                    for (String limit :
                            List.of("transaction_timeout", "lock_timeout", "statement_timeout")) {
                        int _ = tx.sql("SET LOCAL " + limit + " = 0").update();
                    }
                    boolean first =
                            tx.sql(
                                                    """
                                    INSERT INTO schema_history (version, name, checksum, applied_at)
                                    VALUES (:version, :name, :checksum, CURRENT_TIMESTAMP)
                                    ON CONFLICT (version) DO NOTHING
                                    """)
                                            .param("version", file.version())
                                            .param("name", file.name())
                                            .param("checksum", checksum)
                                            .update()
                                    == 1;
                    if (first) {
                        statements.forEach(statement -> tx.sql(statement).update());
                    }
                    return first;
                });
    }

    @Override
    public void resume(Migration file, List<String> statements, int applied) {
        throw new StorageRefused(
                "on " + transactions.dialect().name() + " no migration is left half applied",
                "run migrate without --resume");
    }
}
