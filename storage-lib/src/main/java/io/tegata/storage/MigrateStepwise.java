package io.tegata.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * For databases whose schema changes are not transactional. The single row of {@code
 * schema_changes} is the lock between starters, and the memory of how far a file got: a file that
 * fails half-way is gone on with from the statement that failed. What nobody knows, because the
 * starter died while the database worked, is asked of a person.
 */
final class MigrateStepwise implements Migrator.Way {

    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final String CHANGES =
            """
            CREATE TABLE IF NOT EXISTS schema_changes (
              lock_name varchar(16) NOT NULL,
              version bigint NOT NULL,
              name varchar(128) NOT NULL,
              applied bigint NOT NULL,
              applied_checksum varchar(64) NOT NULL,
              owner varchar(64) NOT NULL,
              since timestamptz NOT NULL,
              failure varchar(1000),
              PRIMARY KEY (lock_name)
            )
            """;

    private static final String LOCK = "schema";
    private static final int MAX_FAILURE = 1000;

    private record Change(
            long version,
            String name,
            int applied,
            String appliedChecksum,
            String owner,
            Instant since,
            @Nullable String failure) {}

    private final Transactions transactions;
    private final Clock clock;
    private final String owner;

    MigrateStepwise(Transactions transactions, Clock clock, String owner) {
        this.transactions = transactions;
        this.clock = clock;
        this.owner = owner;
    }

    /** The history comes last: where it is, everything is. */
    @Override
    public void prepare() {
        change(List.of(CHANGES.strip(), Migrator.HISTORY.strip()));
    }

    @Override
    public boolean apply(Migration file, List<String> statements, String checksum) {
        int applied = begin(file, statements);
        if (applied < 0) {
            return false;
        }
        while (applied < statements.size()) {
            int end = endOfGroup(statements, applied);
            List<String> group = statements.subList(applied, end);
            try {
                if (isData(group.getFirst())) {
                    changeData(group.getFirst());
                } else {
                    change(group);
                }
            } catch (SchemaChangeFailed failure) {
                if (failure.applied() < group.size()) {
                    throw stopped(file, statements, applied + failure.applied(), failure);
                }
            }
            applied = end;
            remember(statements, applied, null);
        }
        finish(file, checksum);
        return true;
    }

    /**
     * What the database refused is known, and gone on from later; after anything else nobody knows
     * whether it is still at work.
     */
    private StorageRefused stopped(
            Migration file, List<String> statements, int applied, SchemaChangeFailed failure) {
        if (failure.isRefused()) {
            remember(statements, applied, String.valueOf(failure.getMessage()));
            return refused(file.name(), statements, applied, failure);
        }
        remember(statements, applied, null);
        return inDoubt(open().orElseThrow(), failure);
    }

    /** Data is changed alone, since the database takes lists of schema changes only. */
    private static int endOfGroup(List<String> statements, int from) {
        int end = from + 1;
        if (!isData(statements.get(from))) {
            while (end < statements.size() && !isData(statements.get(end))) {
                end++;
            }
        }
        return end;
    }

    private static boolean isData(String statement) {
        String start = statement.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("update")
                || start.startsWith("delete")
                || start.startsWith("insert");
    }

    /** How many statements of the file are there already; -1 when another starter has done all. */
    private int begin(Migration file, List<String> statements) {
        Instant giveUp = clock.instant().plus(MAX_WAIT);
        while (true) {
            if (isApplied(file)) {
                return -1;
            }
            Optional<Change> open = open();
            if (open.isEmpty()) {
                if (take(file)) {
                    return 0;
                }
            } else if (open.get().version == file.version() && open.get().failure != null) {
                return goOn(open.get(), file, statements);
            } else if (clock.instant().isAfter(giveUp)) {
                throw inDoubt(open.get(), null);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while another starter migrates");
            }
        }
    }

    private boolean take(Migration file) {
        try {
            transactions.write(
                    "lock-schema",
                    tx -> {
                        if (tx.sql("SELECT count(*) FROM schema_history WHERE version = :version")
                                        .param("version", file.version())
                                        .query(Long.class)
                                        .single()
                                == 0) {
                            tx.insert(
                                    Row.into("schema_changes")
                                            .set("lock_name", LOCK)
                                            .set("version", file.version())
                                            .set("name", file.name())
                                            .set("applied", 0L)
                                            .set("applied_checksum", Migration.checksum(List.of()))
                                            .set("owner", owner)
                                            .set("since", clock.instant()));
                        }
                    });
            return !isApplied(file);
        } catch (StaleWrite otherStarter) {
            return false;
        }
    }

    /** The part that is there must be the part that the file has now; the rest may be mended. */
    private int goOn(Change change, Migration file, List<String> statements) {
        if (change.applied > statements.size()
                || !change.appliedChecksum.equals(
                        Migration.checksum(statements.subList(0, change.applied)))) {
            throw new StorageRefused(
                    "of migration %s the first %d statements were applied, and have changed since"
                            .formatted(file.name(), change.applied),
                    "put those statements back as they were; only what comes after them may be"
                            + " mended");
        }
        try {
            transactions.write(
                    "go-on-with-schema",
                    tx ->
                            tx.update(
                                    1,
                                    "UPDATE schema_changes SET owner = ?, since = ?, failure = NULL WHERE lock_name = ? AND owner = ? AND failure IS NOT NULL",
                                    owner,
                                    clock.instant(),
                                    LOCK,
                                    change.owner));
        } catch (StaleWrite otherStarter) {
            return begin(file, statements);
        }
        return change.applied;
    }

    private void remember(List<String> statements, int applied, @Nullable String failure) {
        transactions.write(
                "remember-schema",
                tx ->
                        tx.update(
                                1,
                                "UPDATE schema_changes SET applied = ?, applied_checksum = ?, failure = ? WHERE lock_name = ? AND owner = ?",
                                (long) applied,
                                Migration.checksum(statements.subList(0, applied)),
                                failure == null
                                        ? null
                                        : failure.substring(
                                                0, Math.min(MAX_FAILURE, failure.length())),
                                LOCK,
                                owner));
    }

    private void finish(Migration file, String checksum) {
        transactions.write(
                "finish-schema",
                tx -> {
                    tx.insert(
                            Row.into("schema_history")
                                    .set("version", file.version())
                                    .set("name", file.name())
                                    .set("checksum", checksum)
                                    .set("applied_at", clock.instant()));
                    tx.update(
                            1,
                            "DELETE FROM schema_changes WHERE lock_name = ? AND owner = ?",
                            LOCK,
                            owner);
                });
    }

    @Override
    public void resume(Migration file, List<String> statements, int applied) {
        if (applied < 0 || applied > statements.size()) {
            throw new StorageRefused(
                    "%s has %d statements, so %d of them cannot be there"
                            .formatted(file.name(), statements.size(), applied),
                    "count again");
        }
        try {
            transactions.write(
                    "resume-schema",
                    tx ->
                            tx.update(
                                    1,
                                    "UPDATE schema_changes SET applied = ?, applied_checksum = ?, failure = ? WHERE lock_name = ? AND version = ?",
                                    (long) applied,
                                    Migration.checksum(statements.subList(0, applied)),
                                    "left half applied; resumed by " + owner,
                                    LOCK,
                                    file.version()));
        } catch (StaleWrite nothingThere) {
            throw new StorageRefused(
                    "no migration V" + file.version() + " was left half applied",
                    "run migrate: it says what is missing");
        }
    }

    private boolean isApplied(Migration file) {
        return transactions
                        .sql("SELECT count(*) FROM schema_history WHERE version = :version")
                        .param("version", file.version())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Optional<Change> open() {
        return transactions
                .sql(
                        "SELECT version, name, applied, applied_checksum, owner, since, failure FROM schema_changes WHERE lock_name = :lock")
                .param("lock", LOCK)
                .query(
                        (row, _) ->
                                new Change(
                                        row.getLong("version"),
                                        row.getString("name"),
                                        row.getInt("applied"),
                                        row.getString("applied_checksum"),
                                        row.getString("owner"),
                                        row.getObject("since", OffsetDateTime.class).toInstant(),
                                        row.getString("failure")))
                .optional();
    }

    private void change(List<String> statements) {
        try (Connection connection = transactions.connection()) {
            transactions.dialect().changeSchema(connection, statements);
        } catch (SQLException noConnection) {
            throw new SchemaChangeFailed(0, true, noConnection);
        }
    }

    private void changeData(String statement) {
        try (Connection connection = transactions.connection()) {
            transactions.dialect().changeData(connection, SpannerSubset.checked(statement));
        } catch (SQLException failure) {
            // It may run again, whatever became of it.
            throw new SchemaChangeFailed(0, true, failure);
        }
    }

    private static StorageRefused refused(
            String name, List<String> statements, int applied, SchemaChangeFailed cause) {
        return new StorageRefused(
                "migration %s failed at its statement %d of %d (%s): %s"
                        .formatted(
                                name,
                                applied + 1,
                                statements.size(),
                                statements.get(applied).lines().findFirst().orElse(""),
                                cause.getMessage()),
                "mend what the message says, in the data or in that statement and those after it,"
                        + " and migrate again: it goes on from there",
                cause);
    }

    private static StorageRefused inDoubt(Change change, @Nullable Throwable cause) {
        String what =
                "migration %s is being applied by %s since %s, or was left half applied then"
                        .formatted(change.name, change.owner, change.since);
        String action =
                "if nobody is applying it, compare the database's schema with the file, count its"
                        + " statements that are there (at least %d), and run migrate --resume=%d:<that count>"
                                .formatted(change.applied, change.version);
        return cause == null
                ? new StorageRefused(what, action)
                : new StorageRefused(what + ": " + cause.getMessage(), action, cause);
    }
}
