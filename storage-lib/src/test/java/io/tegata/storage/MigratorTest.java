package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: each migration is applied once, wholly, by one starter; a changed or missing file stops the
 * start.
 */
@Tag(TestDatabase.BOTH)
class MigratorTest {

    private Transactions transactions;

    @BeforeEach
    void create() {
        transactions = TransactionsTest.over(TestDatabase.fresh());
    }

    @Test
    void aSecondStartFindsNothingToDo() {
        assertThat(migrate("db/shop")).containsExactly("V1__things.sql");
        assertThat(migrate("db/shop")).isEmpty();
        assertThat(migrate("db/shop-newer")).containsExactly("V2__more.sql");
    }

    @Test
    void dataIsChangedBetweenChangesOfTheSchema() {
        assertThat(migrate("db/shop")).hasSize(1);
        transactions.write("make", tx -> tx.insert(TransactionsTest.thing("old", 1)));
        assertThat(migrate("db/shop-newer")).hasSize(1);
        assertThat(
                        transactions
                                .sql("SELECT colour FROM things WHERE thing_id = 'old'")
                                .query(String.class)
                                .single())
                .isEqualTo("grey");
    }

    @Test
    void lookingOnlySaysWhatIsMissing() {
        assertThatThrownBy(() -> verify("db/shop"))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("V1__things.sql");
        assertThat(migrate("db/shop")).hasSize(1);
        verify("db/shop");
        assertThatThrownBy(() -> verify("db/shop-newer"))
                .hasMessageContaining("[V2__more.sql]")
                .hasMessageNotContaining("V1__things.sql");
    }

    @Test
    void aChangedFileIsRefused() {
        var _ = migrate("db/shop");
        assertThatThrownBy(() -> migrate("db/shop-changed"))
                .hasMessageContaining("V1__things.sql")
                .hasMessageContaining("changed");
    }

    @Test
    void anOlderVersionWorksOnTheNewerSchema() {
        var _ = migrate("db/shop-newer");
        assertThat(migrate("db/shop")).isEmpty();
        verify("db/shop");
    }

    @Test
    void aFileThatIsGoneIsRefused() {
        assertThat(migrate("db/shop-newer")).hasSize(2);
        assertThatThrownBy(() -> migrate("db/shop-gap"))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("migration 2, whose file is gone");
    }

    @Test
    void aBrokenFileLeavesNothingBehind() {
        assertThatThrownBy(() -> migrate("db/shop-broken")).hasMessageContaining("nowhere");
        assertThat(
                        transactions
                                .sql(
                                        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'halves'")
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(migrate("db/shop-newer")).containsExactly("V2__more.sql");
    }

    @Test
    void noFilesAreAMistake() {
        assertThatThrownBy(() -> migrate("db/nowhere"))
                .hasMessageContaining("no migrations under db/nowhere");
    }

    @RepeatedTest(5)
    void manyStartersApplyOnce() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> starts =
                    threads.invokeAll(
                            IntStream.range(0, 6)
                                    .<Callable<Integer>>mapToObj(
                                            _ -> () -> migrate("db/shop-newer").size())
                                    .toList());
            int applied = 0;
            for (Future<Integer> start : starts) {
                applied += start.get();
            }
            assertThat(applied).isEqualTo(2);
        }
    }

    private List<String> migrate(String folder) {
        return migrate(transactions, folder);
    }

    private void verify(String folder) {
        new Migrator(transactions, folder, Clock.systemUTC(), "test").verify();
    }

    static List<String> migrate(Transactions transactions, String folder) {
        return new Migrator(transactions, folder, Clock.systemUTC(), "test").migrate();
    }
}
