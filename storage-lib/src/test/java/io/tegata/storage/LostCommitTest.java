package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.PostgresServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Goal: on PostgreSQL, a commit whose answer is lost is unknown, and nobody runs it again. */
class LostCommitTest {

    private final String url = PostgresServer.freshUrl();
    private final Transactions transactions =
            TransactionsTest.over(new DriverManagerDataSource(url));

    @Test
    void aLostCommitIsUnknownAndNotRetried() throws Exception {
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
        try (var proxy = new CommitCutter(url)) {
            Transactions fragile = TransactionsTest.over(new DriverManagerDataSource(proxy.url()));
            var runs = new AtomicInteger();
            proxy.cutAfterCommit();
            assertThatThrownBy(
                            () ->
                                    fragile.write(
                                            "lost",
                                            tx -> {
                                                runs.incrementAndGet();
                                                tx.insert(TransactionsTest.thing("lost", 7));
                                            }))
                    .isInstanceOf(CommitUnknown.class);
            assertThat(runs).hasValue(1);
        }
        assertThat(
                        transactions
                                .sql("SELECT amount FROM things WHERE thing_id = 'lost'")
                                .query(Long.class)
                                .single())
                .as("asked by its key: it had been committed")
                .isEqualTo(7);
    }
}
