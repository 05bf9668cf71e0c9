package io.tegata.simulator.settlement;

import static io.tegata.simulator.settlement.SettlementFiles.CHUNK_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.simulator.RunningSimulator;
import io.tegata.simulator.RunningSimulator.Answer;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: every capture and refund is in exactly one whole file, whatever dies in between. */
@Tag(TestDatabase.BOTH)
class SettlementFileTest {

    @Test
    void writesTheDocumentedLayout() throws Exception {
        var out = new ByteArrayOutputStream();
        var text = new SettlementText(out);
        var file = new SettlementFile("northbank", 1, Instant.parse("2026-11-20T12:00:00Z"), 2);
        text.header(file);
        text.line(new SettlementLine(1, "capture", "att_1", "att_1", 1_250, 25, "EUR"));
        text.line(new SettlementLine(2, "refund", "att_2", "att_1", 400, 0, "EUR"));
        assertThat(text.end()).isEqualTo(2);

        String before =
                """
                H,northbank,1,2026-11-20,2026-11-20T12:00:00.000000Z
                D,1,capture,att_1,att_1,1250,25,EUR
                D,2,refund,att_2,att_1,400,0,EUR
                T,EUR,2,825
                """;
        assertThat(file.name()).isEqualTo("northbank-2026-11-20-1.csv");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(before + "E,2," + sha256(before) + "\n");
    }

    @Test
    void settlesOnceInGapFreeFilesAndKeepsTheBookOverARestart(@TempDir Path folder)
            throws Exception {
        String database = TestDatabase.freshArgument();
        try (var bank = new RunningSimulator(database, folder)) {
            assertThat(bank.settle().body().path("file").isNull()).isTrue();
            assertThat(bank.charge("c1", 1_250, "approve", true).status()).isEqualTo(200);
            assertThat(bank.charge("c2", 500, "approve", false).status()).isEqualTo(200);
            assertThat(bank.refund("c1", "c3", 400).status()).isEqualTo(200);
            Answer first = bank.settle();
            assertThat(first.body().path("lines").asLong()).isEqualTo(2);
            assertThat(references(folder, first)).containsExactlyInAnyOrder("c1", "c3");
            assertThat(bank.settle().body().path("lines").asLong()).isZero();
        }
        try (var bank = new RunningSimulator(database, folder)) {
            assertThat(bank.book().path("charges").asLong()).isEqualTo(2);
            assertThat(bank.capture("c2", "c4", 500, false).status()).isEqualTo(200);
            Answer second = bank.settle();
            assertThat(second.text("file")).endsWith("-2.csv");
            assertThat(references(folder, second)).containsExactly("c4");
        }
        try (var files = Files.list(folder.resolve("northbank"))) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .hasSize(2)
                    .allMatch(name -> name.endsWith(".csv"));
        }
    }

    @Test
    void losesNoLineWhenItDiesBetweenDatabaseAndFolder(@TempDir Path folder) throws Exception {
        String database = TestDatabase.freshArgument();
        Path northbank = folder.resolve("northbank");
        try (var bank = new RunningSimulator(database, folder)) {
            assertThat(bank.charge("c1", 1_250, "approve", true).status()).isEqualTo(200);
            // A file where the folder should be: the rows are assigned, the file cannot be written.
            Path _ = Files.writeString(northbank, "in the way");
            assertThat(bank.settle().status()).isEqualTo(500);
            Files.delete(northbank);
            assertThat(bank.charge("c2", 300, "approve", true).status()).isEqualTo(200);
            Answer afterwards = bank.settle();
            assertThat(afterwards.text("file")).endsWith("-2.csv");
            assertThat(references(folder, afterwards)).containsExactly("c2");
            assertThat(allReferences(folder)).containsExactlyInAnyOrder("c1", "c2");

            assertThat(bank.charge("c3", 300, "approve", true).status()).isEqualTo(200);
            Path away = Files.move(northbank, folder.resolve("away"));
            Path _ = Files.writeString(northbank, "in the way");
            assertThat(bank.settle().status()).isEqualTo(500);
            Files.delete(northbank);
            Path _ = Files.move(away, northbank);
        }
        try (var bank = new RunningSimulator(database, folder)) {
            assertThat(allReferences(folder)).containsExactlyInAnyOrder("c1", "c2", "c3");
            assertThat(bank.settle().body().path("lines").asLong()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 1, 2 * CHUNK_ROWS})
    void oneFileTakesAllThatWaitsChunkByChunk(int waiting, @TempDir Path folder) throws Exception {
        try (var bank = new RunningSimulator(TestDatabase.freshArgument(), folder)) {
            bank.transactions().write("queue", tx -> queue(tx, waiting));

            Answer only = bank.settle();

            assertThat(only.status()).isEqualTo(200);
            assertThat(only.text("file")).endsWith("-1.csv");
            assertThat(only.body().path("lines").asLong()).isEqualTo(waiting);
            assertThat(allReferences(folder)).hasSize(waiting).doesNotHaveDuplicates();
            assertThat(bank.settle().body().path("lines").asLong()).isZero();
        }
    }

    /** Straight into the table: through the API each would be a charge. */
    private static void queue(Transaction tx, int lines) {
        for (int i = 0; i < lines; i++) {
            tx.insert(
                    Row.into("unsettled")
                            .set("reference", "c" + i)
                            .set("charge_reference", "c" + i)
                            .set("kind", "capture")
                            .set("gross", 100L)
                            .set("fee", 1L)
                            .set("currency", "EUR"));
        }
    }

    @Test
    void settlesEveryLineOnceWhileChargesGoOn(@TempDir Path folder) throws Exception {
        int charges = 120;
        try (var bank = new RunningSimulator(TestDatabase.freshArgument(), folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < charges; i++) {
                String reference = "c" + i;
                work.add(() -> bank.charge(reference, 100, "approve", true));
                if (i % 20 == 0) {
                    work.add(bank::settle);
                }
            }
            for (var answer : threads.invokeAll(work)) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            assertThat(bank.settle().status()).isEqualTo(200);
        }
        assertThat(allReferences(folder)).hasSize(charges).doesNotHaveDuplicates();
    }

    private static List<String> references(Path folder, Answer answer) throws IOException {
        return references(folder.resolve("northbank").resolve(answer.text("file")));
    }

    private static List<String> allReferences(Path folder) throws IOException {
        var all = new ArrayList<String>();
        try (var files = Files.list(folder.resolve("northbank"))) {
            for (Path file : files.toList()) {
                all.addAll(references(file));
            }
        }
        return all;
    }

    private static List<String> references(Path file) throws IOException {
        String text = Files.readString(file);
        int end = text.lastIndexOf("E,");
        assertThat(text.substring(end).strip()).endsWith(sha256(text.substring(0, end)));
        return text.lines()
                .filter(line -> line.startsWith("D,"))
                .map(line -> line.split(",", -1)[3])
                .toList();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
