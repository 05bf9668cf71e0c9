package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Goal: a snapshot streams several times more than the memory of the process that reads it. */
class LittleMemoryTest {

    private static final int ROWS = 60_000;
    private static final int ROW_BYTES = 3_000;
    private static final int ROWS_AT_ONCE = 2_000;

    @Test
    void aProcessOf48MegabytesReads180() throws Exception {
        String url = PostgresServer.freshUrl();
        Transactions transactions = TransactionsTest.over(new DriverManagerDataSource(url));
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
        String note = "{\"note\": \"" + "x".repeat(ROW_BYTES) + "\"}";
        for (int from = 0; from < ROWS; from += ROWS_AT_ONCE) {
            int first = from;
            transactions.write(
                    "fill",
                    tx ->
                            IntStream.range(first, first + ROWS_AT_ONCE)
                                    .forEach(
                                            i ->
                                                    tx.insert(
                                                            TransactionsTest.thing("row-" + i, 1)
                                                                    .json("note", note))));
        }
        Process reader =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx48m",
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path")),
                                        LittleMemoryTest.class.getName(),
                                        url))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor()).as(said).isZero();
        assertThat(said).contains("read " + (long) ROWS * ROW_BYTES);
    }

    /** The reader, in a process of its own. */
    public static void main(String[] arguments) {
        var read = new AtomicLong();
        TransactionsTest.over(new DriverManagerDataSource(arguments[0]))
                .read(
                        "read-everything",
                        snapshot ->
                                snapshot.stream(
                                        "SELECT note FROM things WHERE thing_id > :first",
                                        Map.of("first", ""),
                                        (row, _) -> row.getString("note").replaceAll("[^x]", ""),
                                        note -> read.addAndGet(note.length())));
        System.out.println("read " + read.get());
    }
}
