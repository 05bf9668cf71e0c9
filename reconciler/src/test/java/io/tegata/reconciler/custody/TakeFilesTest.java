package io.tegata.reconciler.custody;

import static io.tegata.reconciler.custody.SettlementText.EXAMPLE;
import static io.tegata.reconciler.custody.SettlementText.ended;
import static io.tegata.reconciler.custody.StoredFiles.CHUNK;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.reconciler.matching.Discrepancy;
import io.tegata.reconciler.matching.DiscrepancyClass;
import io.tegata.storage.Migrator;
import io.tegata.storage.Schema;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: a whole file in sequence is taken once; anything else is held as a whole, and the
 * discrepancy names file, line and field.
 */
@Tag(TestDatabase.BOTH)
class TakeFilesTest {

    private static final String NAME = "northbank-2024-11-20-1.csv";

    private static Transactions transactions;

    @TempDir Path inbox;

    private final List<Discrepancy> found = new ArrayList<>();
    private StoredFiles files;
    private TakeFiles takeFiles;

    @BeforeAll
    static void migrate() {
        transactions =
                new Transactions(
                        TestDatabase.fresh(),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                        Schema.empty());
        assertThat(new Migrator(transactions, "db/reconciler", Clock.systemUTC(), "test").migrate())
                .isNotEmpty();
    }

    @BeforeEach
    void empty() {
        transactions.write(
                "empty",
                tx -> {
                    int _ = tx.sql("DELETE FROM settlement_lines").update();
                    int _ = tx.sql("DELETE FROM settlement_files").update();
                });
        files = new StoredFiles(transactions);
        takeFiles = new TakeFiles(new Inbox(inbox), files);
    }

    record Damage(
            String what, String name, String text, DiscrepancyClass type, long line, String field) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Damage> damages() {
        String whole = ended(EXAMPLE);
        return List.of(
                e12("empty", "", 1, "line"),
                e12("cut off inside a line", whole.substring(0, whole.length() - 1), 5, "line"),
                e12("without its end", EXAMPLE, 5, "line"),
                e12("header only", EXAMPLE.lines().findFirst().orElse("") + "\n", 2, "line"),
                e10("not CSV", ended("H,\"northbank\n"), 1, "line"),
                e10("not UTF-8", replaced("att_1,att_1", "att_\u00e9,att_1"), 2, "line"),
                e10("carriage returns", ended(EXAMPLE.replace("\n", "\r\n")), 1, "line"),
                e10("a line of endless length", replaced("att_2", "a".repeat(2_000)), 3, "line"),
                e10("no header", replaced("H,northbank", "X,northbank"), 1, "type"),
                e10("another layout", replaced("H,northbank", "H,southbank"), 1, "layout"),
                e10("a header with a field more", replaced("Z\n", "Z,\n"), 1, "line"),
                e10("sequence zero", replaced("northbank,1,", "northbank,0,"), 1, "sequence"),
                e10("sequence in words", replaced("northbank,1,", "northbank,one,"), 1, "sequence"),
                e10(
                        "a date that is none",
                        replaced("2024-11-20,", "2024-11-31,"),
                        1,
                        "business date"),
                e10("a date long ago", replaced("2024-11-20,", "1999-12-31,"), 1, "business date"),
                e10("a date far away", replaced("2024-11-20,", "2100-01-02,"), 1, "business date"),
                e10("a currency of the past", replaced("0,EUR", "0,DEM"), 3, "currency"),
                e10("a metal", replaced("0,EUR", "0,XAU"), 3, "currency"),
                e10("a cut without zone", replaced("000Z\n", "000\n"), 1, "cut"),
                e10("a cut that is none", replaced("T12:00", "T25:00"), 1, "cut"),
                e12("a name of another day", "northbank-2024-11-21-1.csv", whole, 1, "name"),
                e12("a name of another number", "northbank-2024-11-20-2.csv", whole, 1, "name"),
                e12(
                        "a gap",
                        "northbank-2024-11-20-2.csv",
                        replaced("northbank,1,", "northbank,2,"),
                        1,
                        "sequence"),
                e10("a line number twice", replaced("D,2,", "D,1,"), 3, "line number"),
                e10("an unknown kind", replaced("refund", "chargeback"), 3, "kind"),
                e10("no reference", replaced("att_2", ""), 3, "reference"),
                e10("a reference with a space", replaced("att_2", "att 2"), 3, "reference"),
                e10("gross zero", replaced(",400,", ",0,"), 3, "gross"),
                e10("gross negative", replaced(",400,", ",-400,"), 3, "gross"),
                e10("gross with a fraction", replaced(",400,", ",400.0,"), 3, "gross"),
                e10("gross too large", replaced(",400,", ",9007199254740992,"), 3, "gross"),
                e10("fee negative", replaced(",25,", ",-25,"), 2, "fee"),
                e10("fee without digits", replaced(",25,", ",,"), 2, "fee"),
                e10("an unknown currency", replaced("0,EUR", "0,EUX"), 3, "currency"),
                e10("a field too few", replaced(",0,EUR", ",0"), 3, "line"),
                e10("a wrong total", replaced("2,825", "2,826"), 4, "net"),
                e10("a wrong count", replaced("EUR,2,825", "EUR,3,825"), 4, "lines"),
                e10(
                        "a total of a currency without lines",
                        replaced("T,EUR", "T,USD"),
                        4,
                        "currency"),
                e10(
                        "a total twice",
                        replaced("T,EUR,2,825\n", "T,EUR,2,825\nT,EUR,2,825\n"),
                        5,
                        "currency"),
                e10("no total", replaced("T,EUR,2,825\n", ""), 4, "total"),
                e10(
                        "a line after the totals",
                        replaced("825\n", "825\nD,3,refund,a,b,1,0,EUR\n"),
                        5,
                        "type"),
                e10("a wrong count at the end", whole.replace("E,2,", "E,3,"), 5, "lines"),
                e10("one byte changed", whole.replace("att_2", "att_3"), 5, "checksum"),
                e10(
                        "a checksum in capitals",
                        EXAMPLE + "E,2," + "A".repeat(64) + "\n",
                        5,
                        "checksum"),
                e10("something after the end", whole + "D,3,refund,a,b,1,0,EUR\n", 6, "line"));
    }

    private static String replaced(String part, String by) {
        assertThat(EXAMPLE).contains(part);
        return ended(EXAMPLE.replaceFirst(Pattern.quote(part), by));
    }

    private static Damage e10(String what, String text, long line, String field) {
        return new Damage(what, NAME, text, DiscrepancyClass.E10, line, field);
    }

    private static Damage e12(String what, String text, long line, String field) {
        return e12(what, NAME, text, line, field);
    }

    private static Damage e12(String what, String name, String text, long line, String field) {
        return new Damage(what, name, text, DiscrepancyClass.E12, line, field);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedFileIsHeldWhole(Damage damage) {
        SettlementText.put(inbox, damage.name, damage.text);

        List<FileOutcome> outcomes = takeFiles.take(found::add);

        FileFault fault = requireNonNull(outcomes.getFirst().fault());
        assertThat(outcomes.getFirst().status()).isEqualTo("held");
        assertThat(outcomes.getFirst().file()).isEqualTo(damage.name);
        assertThat(List.of(fault.type(), fault.line(), fault.field()))
                .as(fault.problem())
                .isEqualTo(List.of(damage.type, damage.line, damage.field));
        assertThat(found).extracting(Discrepancy::type).containsExactly(damage.type);
        assertThat(files.toPost()).isEmpty();
        assertThat(files.lastSequence("northbank")).isZero();
    }

    @Test
    void aWholeFileIsTakenOnceEvenUnderTwoNames() {
        SettlementText.put(inbox, NAME, ended(EXAMPLE));

        assertThat(takeFiles.take(found::add))
                .containsExactly(new FileOutcome("northbank", NAME, 1L, 2, "taken", null));
        SettlementText.put(inbox, "northbank-2024-11-20-9.csv", ended(EXAMPLE));
        assertThat(takeFiles.take(found::add))
                .extracting(FileOutcome::status)
                .containsExactly("replayed", "replayed");
        assertThat(found).isEmpty();
        StoredFile file = files.toPost().getFirst();
        assertThat(files.lines(file, 10))
                .extracting(FileLine::reference)
                .containsExactly("att_1", "att_2");
    }

    @Test
    void afterAGapIsFilledTheHeldFileIsTaken() {
        String second = EXAMPLE.replace("northbank,1,", "northbank,2,").replace("att_", "att_b");
        SettlementText.put(inbox, "northbank-2024-11-20-2.csv", ended(second));
        assertThat(takeFiles.take(found::add))
                .extracting(FileOutcome::status)
                .containsExactly("held");

        SettlementText.put(inbox, NAME, ended(EXAMPLE));

        assertThat(takeFiles.take(found::add))
                .extracting(FileOutcome::status)
                .containsExactly("taken", "taken");
        assertThat(files.lastSequence("northbank")).isEqualTo(2);
    }

    @Test
    void aSequenceIssuedAgainWithOtherContentIsHeld() {
        SettlementText.put(inbox, NAME, ended(EXAMPLE));
        var _ = takeFiles.take(found::add);

        SettlementText.put(
                inbox, NAME, ended(EXAMPLE.replace(",400,", ",500,").replace(",825", ",725")));

        FileOutcome outcome = takeFiles.take(found::add).getFirst();
        assertThat(requireNonNull(outcome.fault()).field()).isEqualTo("sequence");
        assertThat(found).extracting(Discrepancy::type).containsExactly(DiscrepancyClass.E12);
    }

    @Test
    void whatACrashLeftHalfStoredIsStoredAgain() {
        SettlementText.put(inbox, NAME, ended(EXAMPLE));
        var _ = takeFiles.take(found::add);
        transactions.write(
                "crash",
                tx -> {
                    int _ = tx.sql("UPDATE settlement_files SET status = 'storing'").update();
                    int _ = tx.sql("DELETE FROM settlement_lines WHERE line_no = 2").update();
                });

        assertThat(takeFiles.take(found::add))
                .extracting(FileOutcome::status)
                .containsExactly("taken");
        assertThat(files.lines(files.toPost().getFirst(), 10)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {CHUNK, CHUNK + 1})
    void aFileOfManyChunksIsStoredWholeAlsoAfterACrash(int lines) {
        SettlementText.put(inbox, NAME, ended(fileOf(lines)));
        StoredFile file = takenFile();
        assertThat(files.lines(file, lines + 1))
                .extracting(FileLine::lineNo)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, lines).boxed().toList());

        transactions.write(
                "crash",
                tx ->
                        tx.update(
                                1,
                                "UPDATE settlement_files SET status = 'storing' WHERE acquirer = ? AND file_hash = ?",
                                file.acquirer(),
                                file.fileHash()));

        assertThat(files.lines(takenFile(), lines + 1)).hasSize(lines);
    }

    private StoredFile takenFile() {
        assertThat(takeFiles.take(found::add))
                .extracting(FileOutcome::status)
                .containsExactly("taken");
        return files.toPost().getFirst();
    }

    /** Each line pays one cent. */
    private static String fileOf(int lines) {
        var text = new StringBuilder(EXAMPLE.lines().findFirst().orElseThrow()).append('\n');
        for (int line = 1; line <= lines; line++) {
            text.append("D,%d,capture,att_%d,att_%d,1,0,EUR\n".formatted(line, line, line));
        }
        return text.append("T,EUR,%d,%d\n".formatted(lines, lines)).toString();
    }
}
