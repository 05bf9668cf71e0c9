package io.tegata.storage;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;

/**
 * Brings a service's database to the schema of its files {@code db/<service>/V<n>__<name>.sql}: in
 * order, each once. Refuses to go on when a file that was applied has changed since, or is gone. A
 * database with later migrations than this version knows is taken: during a release, and after it
 * is taken back, the older version works on the newer schema, which only ever adds. Where the
 * database can ({@link MigrateInTransactions}) each file is one database transaction; elsewhere
 * ({@link MigrateStepwise}) a row is the lock, and says how far a file got.
 */
public final class Migrator {

    private static final int MAX_TRIES = 5;

    /** A version of the history: what was applied, and the checksum of what it was then. */
    static final String HISTORY =
            """
            CREATE TABLE IF NOT EXISTS schema_history (
              version bigint NOT NULL,
              name varchar(128) NOT NULL,
              checksum varchar(64) NOT NULL,
              applied_at timestamptz NOT NULL,
              PRIMARY KEY (version)
            )
            """;

    /** How one kind of database applies one file. */
    interface Way {

        /** Makes the tables that it needs itself. */
        void prepare();

        /** Applies the file; false when another starter did meanwhile. */
        boolean apply(Migration file, List<String> statements, String checksum);

        /** What {@link Migrator#resume} promises. */
        void resume(Migration file, List<String> statements, int applied);
    }

    private final Transactions transactions;
    private final String folder;
    private final Way way;

    /**
     * @param folder a class-path folder such as {@code db/ledger-service}
     * @param owner names this starter to others who wait for it
     */
    public Migrator(Transactions transactions, String folder, Clock clock, String owner) {
        this.transactions = transactions;
        this.folder = folder;
        this.way =
                transactions.dialect().changesSchemaInTransactions()
                        ? new MigrateInTransactions(transactions)
                        : new MigrateStepwise(transactions, clock, owner);
    }

    /**
     * Applies what is missing and returns the names of the files that it applied.
     *
     * @throws StorageRefused when it cannot go on; the message says where and what to do
     */
    public List<String> migrate() {
        List<Migration> files = Migration.under(folder);
        for (int tries = 1; !historyExists(); tries++) {
            try {
                way.prepare();
            } catch (StaleWrite | DataAccessException | SchemaChangeFailed otherStarter) {
                // Of two that create the same table at once PostgreSQL fails one, in several ways.
                if (tries == MAX_TRIES) {
                    throw otherStarter;
                }
            }
        }
        return missing(files).stream()
                .filter(file -> way.apply(file, statements(file), checksum(file)))
                .map(Migration::name)
                .toList();
    }

    /**
     * Looks whether everything is applied, and changes nothing.
     *
     * @throws StorageRefused naming what is missing
     */
    public void verify() {
        List<Migration> files = Migration.under(folder);
        List<String> missing =
                (historyExists() ? missing(files) : files).stream().map(Migration::name).toList();
        if (!missing.isEmpty()) {
            throw new StorageRefused(
                    "the database lacks the migrations " + missing,
                    "run this service's migrate command, or start it with"
                            + " --tegata.storage.migrate=at-start");
        }
    }

    /**
     * Says how much of a file that was left half applied is there, after somebody has looked: the
     * next {@link #migrate} goes on from there. Only for databases that do not change their schema
     * in transactions.
     *
     * @param applied how many of the file's statements were carried out
     */
    public void resume(long version, int applied) {
        Migration file =
                Migration.under(folder).stream()
                        .filter(candidate -> candidate.version() == version)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new StorageRefused(
                                                "there is no migration V" + version,
                                                "see the files under " + folder));
        way.resume(file, statements(file), applied);
    }

    private List<Migration> missing(List<Migration> files) {
        Map<Long, String> applied = applied();
        var unknown = new TreeMap<>(applied);
        files.forEach(file -> unknown.remove(file.version()));
        unknown.tailMap(files.getLast().version(), false).clear();
        if (!unknown.isEmpty()) {
            throw new StorageRefused(
                    "the database has migration "
                            + unknown.firstKey()
                            + ", whose file is gone, while later ones are there",
                    "put the file back");
        }
        for (Migration file : files) {
            String then = applied.get(file.version());
            if (then != null && !then.equals(checksum(file))) {
                throw new StorageRefused(
                        "migration " + file.name() + " was changed after it was applied",
                        "put it back as it was and add a new one; a database that holds nothing"
                                + " worth keeping may be deleted instead");
            }
        }
        return files.stream().filter(file -> !applied.containsKey(file.version())).toList();
    }

    private List<String> statements(Migration file) {
        return transactions.dialect().statements(file.text());
    }

    private String checksum(Migration file) {
        return Migration.checksum(statements(file));
    }

    private boolean historyExists() {
        return transactions
                        .sql(
                                "SELECT count(*) FROM information_schema.tables WHERE table_name = 'schema_history'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Map<Long, String> applied() {
        var applied = new TreeMap<Long, String>();
        transactions
                .sql("SELECT version, checksum FROM schema_history ORDER BY version")
                .query(
                        row -> {
                            applied.put(row.getLong("version"), row.getString("checksum"));
                        });
        return applied;
    }
}
