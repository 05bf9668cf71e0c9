package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.PostgresServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Goal: on PostgreSQL, a line that is lost before, during or after the commit leaves all or
 * nothing, the caller is told which or that nobody knows, and nobody runs it again.
 */
class LostCommitTest {

    private final String url = PostgresServer.freshUrl();
    private final Transactions transactions =
            TransactionsTest.over(new DriverManagerDataSource(url));
    private final AtomicInteger runs = new AtomicInteger();
    private CommitCutter proxy;
    private Transactions fragile;

    @BeforeEach
    void create() throws IOException {
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
        proxy = new CommitCutter(url);
        fragile = TransactionsTest.over(new DriverManagerDataSource(proxy.url()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsUnknownAndWasDone() {
        proxy.cutAfterCommit();
        assertThatThrownBy(() -> make(() -> {})).isInstanceOf(CommitUnknown.class);
        assertThat(runs).hasValue(1);
        assertThat(made()).as("asked by its key").isEqualTo(1);
    }

    @Test
    void aCommitThatNeverArrivedIsUnknownAndWasNotDone() {
        proxy.cutBeforeCommit();
        assertThatThrownBy(() -> make(() -> {})).isInstanceOf(CommitUnknown.class);
        assertThat(runs).hasValue(1);
        assertThat(made()).as("asked by its key").isZero();
    }

    @Test
    void aLineLostDuringTheWorkLeavesNothing() {
        assertThatThrownBy(() -> make(proxy::cutNow))
                .isInstanceOf(StorageBusy.class)
                .hasMessageContaining("nothing was done");
        assertThat(runs).hasValue(1);
        assertThat(made()).isZero();
    }

    @Test
    void theDoorOpensAgainOnANewLine() {
        assertThatThrownBy(() -> make(proxy::cutNow)).isInstanceOf(StorageBusy.class);
        make(() -> {});
        assertThat(made()).isEqualTo(1);
    }

    private void make(Runnable between) {
        fragile.write(
                "make",
                tx -> {
                    runs.incrementAndGet();
                    int _ = tx.sql("UPDATE things SET amount = 1 WHERE thing_id = 'lost'").update();
                    between.run();
                    tx.insert(TransactionsTest.thing("lost", 7));
                });
    }

    private long made() {
        return transactions
                .sql("SELECT count(*) FROM things WHERE thing_id = 'lost' AND amount = 7")
                .query(Long.class)
                .single();
    }
}
