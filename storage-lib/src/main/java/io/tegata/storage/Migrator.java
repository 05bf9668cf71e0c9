package io.tegata.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.BadSqlGrammarException;

/**
 * Brings a service's database to the schema of its files {@code db/<service>/V<n>__<name>.sql}: in
 * order, each once, each in one database transaction together with its history row, whose primary
 * key is the lock between two starters. Refuses to go on when a file that was applied has changed
 * since, or is gone.
 */
public final class Migrator {

    private static final int MAX_TRIES = 5;
    private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final String HISTORY =
            """
            CREATE TABLE IF NOT EXISTS schema_history (
              version bigint NOT NULL,
              name varchar(128) NOT NULL,
              checksum varchar(64) NOT NULL,
              applied_at timestamptz NOT NULL,
              PRIMARY KEY (version)
            )
            """;

    private record Migration(long version, String name, String text, String checksum) {}

    private final Transactions transactions;
    private final String folder;

    /** The folder is a class-path folder such as {@code db/ledger-service}. */
    public Migrator(Transactions transactions, String folder) {
        this.transactions = transactions;
        this.folder = folder;
    }

    /** Applies what is missing and returns the names of the files that it applied. */
    public List<String> migrate() {
        List<Migration> files = files();
        createHistory();
        Map<Long, String> applied = applied();
        var known = new TreeMap<Long, String>();
        files.forEach(file -> known.put(file.version, file.name));
        applied.keySet().stream()
                .filter(version -> !known.containsKey(version))
                .findFirst()
                .ifPresent(
                        version -> {
                            throw new IllegalStateException(
                                    "the database has migration "
                                            + version
                                            + ", which this version of the service does not know: start a newer version");
                        });
        return files.stream()
                .filter(file -> apply(file, applied.get(file.version)))
                .map(Migration::name)
                .toList();
    }

    /**
     * Of two starters that create the same table at once PostgreSQL fails one, in several ways; it
     * then finds it there.
     */
    private void createHistory() {
        for (int tries = 1; !historyExists(); tries++) {
            try {
                transactions.write("create-schema-history", tx -> tx.sql(HISTORY).update());
            } catch (StaleWrite | BadSqlGrammarException otherStarter) {
                if (tries == MAX_TRIES) {
                    throw otherStarter;
                }
            }
        }
    }

    private boolean historyExists() {
        return transactions
                        .sql(
                                "SELECT count(*) FROM information_schema.tables WHERE table_name = 'schema_history'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private boolean apply(Migration file, @Nullable String checksumThen) {
        if (checksumThen != null) {
            if (!checksumThen.equals(file.checksum)) {
                throw new IllegalStateException(
                        "migration "
                                + file.name
                                + " was changed after it was applied: put it back and add a new one");
            }
            return false;
        }
        return transactions.readWrite(
                "migrate-" + file.version,
                tx -> {
                    boolean first =
                            tx.sql(
                                                    """
                                    INSERT INTO schema_history (version, name, checksum, applied_at)
                                    VALUES (:version, :name, :checksum, CURRENT_TIMESTAMP)
                                    ON CONFLICT (version) DO NOTHING
                                    """)
                                            .param("version", file.version)
                                            .param("name", file.name)
                                            .param("checksum", file.checksum)
                                            .update()
                                    == 1;
                    if (first) {
                        SchemaText.forPostgres(file.text)
                                .forEach(statement -> tx.sql(statement).update());
                    }
                    return first;
                });
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

    private List<Migration> files() {
        try {
            Resource[] found =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + folder + "/*.sql");
            if (found.length == 0) {
                throw new IllegalStateException("no migrations under " + folder);
            }
            return Arrays.stream(found)
                    .map(Migrator::read)
                    .sorted(Comparator.comparingLong(Migration::version))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the migrations under " + folder, failure);
        }
    }

    private static Migration read(Resource file) {
        String name = String.valueOf(file.getFilename());
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException(
                    "migration " + name + " is not named V<number>__<words>.sql");
        }
        try {
            String text = file.getContentAsString(StandardCharsets.UTF_8);
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new Migration(
                    Long.parseLong(matcher.group(1)), name, text, HexFormat.of().formatHex(digest));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read migration " + name, failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
