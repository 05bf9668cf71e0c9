package io.tegata.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tegata.allinone.console.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: whatever is wrong in an orders file, the sentence names file, line and column. */
class OrdersFileTest {

    private static final String HEADER = String.join(",", OrdersFile.COLUMNS);
    private static final String HEADER_IS_WRONG = "the header is wrong; it must be " + HEADER + ".";
    private static final String GOOD =
            "o-1,shop,1250,EUR,pm_sandbox_approve,manual,capture:1000 capture:100:final"
                    + " refund:50,concurrent,captured,1100,50";

    @TempDir Path folder;

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("orders.csv"), String.join("\n", lines) + "\n");
    }

    @Test
    void writingAndReadingGivesTheSameOrders() throws IOException {
        List<Order> orders = MadeUpOrders.of(42, 500);
        Path file = Files.writeString(folder.resolve("orders.csv"), OrdersFile.text(orders));
        assertThat(OrdersFile.read(file)).isEqualTo(orders);
    }

    @Test
    void aFileOfAnotherSystemWithItsLineEndsIsTheSame() throws IOException {
        Path file =
                Files.writeString(folder.resolve("orders.csv"), HEADER + "\r\n" + GOOD + "\r\n");
        assertThat(OrdersFile.read(file)).hasSize(1);
    }

    /** Replaces one field of a good line: the third line of the file, after another good one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0  | order_id          | ``            | \"\" is not 1 to 50 visible ASCII characters",
                "0  | order_id          | o-0           | \"o-0\" is the id of an earlier order",
                "1  | merchant          | a\u0007shop         | \"a?shop\" is not 1 to 50 visible ASCII characters",
                "1  | merchant          | a shop        | \"a shop\" is not 1 to 50 visible ASCII characters",
                "2  | amount            | 12.50         | \"12.50\" is not a whole number of minor units from 1 to 9007199254740991",
                "2  | amount            | 0             | \"0\" is not a whole number of minor units from 1 to 9007199254740991",
                "2  | amount            | -5            | \"-5\" is not a whole number of minor units from 1 to 9007199254740991",
                "2  | amount            | 9007199254740992 | \"9007199254740992\" is not a whole number of minor units from 1 to 9007199254740991",
                "3  | currency          | EURO          | \"EURO\" is not the ISO 4217 code of money in use",
                "3  | currency          | ABC           | \"ABC\" is not the ISO 4217 code of money in use",
                "3  | currency          | XXX           | \"XXX\" is not the ISO 4217 code of money in use",
                "3  | currency          | XAU           | \"XAU\" is not the ISO 4217 code of money in use",
                "3  | currency          | DEM           | \"DEM\" is not the ISO 4217 code of money in use",
                "3  | currency          | eur           | \"eur\" is not the ISO 4217 code of money in use",
                "4  | payment_method    | card          | \"card\" is not a payment method pm_sandbox_…",
                "5  | capture_method    | later         | \"later\" is neither automatic nor manual",
                "6  | steps             | capture       | \"capture\" is none of capture:AMOUNT, capture:AMOUNT:final, refund:AMOUNT, void",
                "6  | steps             | capture:1:last | \"capture:1:last\" is none of capture:AMOUNT, capture:AMOUNT:final, refund:AMOUNT, void",
                "6  | steps             | refund:x      | \"x\" is not a whole number of minor units from 1 to 9007199254740991",
                "7  | repeat            | twice         | \"twice\" is neither sequential nor concurrent",
                "8  | expected_status   | paid          | \"paid\" is none of authorized, partially_captured, captured, declined, voided",
                "9  | expected_captured | ``            | \"\" is not a whole number of minor units from 0 to 9007199254740991",
                "10 | expected_refunded | none          | \"none\" is not a whole number of minor units from 0 to 9007199254740991"
            })
    void aWrongFieldIsNamed(int column, String name, String field, String what) throws IOException {
        String[] fields = GOOD.split(",", -1);
        fields[column] = field;
        Path file = file(HEADER, GOOD.replace("o-1", "o-0"), String.join(",", fields));
        refused(file, file + ", line 3, column " + name + ": " + what + ".");
    }

    @Test
    void aLineThatIsTooShortIsNamed() throws IOException {
        Path file = file(HEADER, "o-1,shop,1250");
        refused(file, file + ", line 2, column currency: the line has 3 fields instead of 11.");
    }

    @Test
    void aLineThatIsTooLongIsNamed() throws IOException {
        Path file = file(HEADER, GOOD + ",more");
        refused(file, file + ", line 2, column 12: the line has 12 fields instead of 11.");
    }

    @Test
    void aWrongHeaderIsNamed() throws IOException {
        Path file = file(HEADER.replace("repeat", "again"), GOOD);
        refused(file, file + ", line 1, column repeat: " + HEADER_IS_WRONG);
    }

    @Test
    void aHeaderWithTooFewColumnsOrTooManyIsWrongToo() throws IOException {
        Path file = file("id,shop,amount", GOOD);
        refused(file, file + ", line 1, column order_id: " + HEADER_IS_WRONG);
        file = file("order_id,merchant", GOOD);
        refused(file, file + ", line 1, column amount: " + HEADER_IS_WRONG);
        file = file(HEADER + ",note", GOOD);
        refused(file, file + ", line 1, column 12: " + HEADER_IS_WRONG);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() throws IOException {
        assertThat(OrdersFile.read(file("\uFEFF" + HEADER, GOOD))).hasSize(1);
    }

    @Test
    void emptyLinesAreCountedAndLeftOut() throws IOException {
        Path file = file(HEADER, "", GOOD, "", "o-2");
        refused(file, file + ", line 5, column merchant: the line has 1 field instead of 11.");
    }

    @Test
    void aLongValueIsShownUpToItsFortiethCharacter() throws IOException {
        Path file = file(HEADER, GOOD.replace("o-1", "o".repeat(3_000)));
        refused(
                file,
                file
                        + ", line 2, column order_id: \""
                        + "o".repeat(40)
                        + "…\" is not 1 to 50 visible ASCII characters.");
    }

    @Test
    void aLineOfManyMegabytesIsRefusedWhereItGetsTooLong() throws IOException {
        Path file = file(HEADER, GOOD.replace("1250", "9".repeat(20_000_000)));
        refused(file, file + ", line 2, column amount: the line is longer than 4,096 characters.");
    }

    @Test
    void quotesThatDoNotPairAreNamedInTheirColumn() throws IOException {
        String sentence =
                "a quoted field must end with a quote, just before a comma or the line's end.";
        Path file = file(HEADER, GOOD.replace("shop", "\"shop"), GOOD);
        refused(file, file + ", line 2, column merchant: " + sentence);
        file = file(HEADER, GOOD.replace("1250", "\"1\"250"));
        refused(file, file + ", line 2, column amount: " + sentence);
    }

    @Test
    void aFieldMayBeQuoted() throws IOException {
        assertThat(OrdersFile.read(file(HEADER, GOOD.replace("shop", "\"my,\"\"shop\""))))
                .extracting(Order::merchant)
                .containsExactly("my,\"shop");
    }

    @Test
    void aFileWithoutOrdersIsRefused() throws IOException {
        Path file = file(HEADER);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> OrdersFile.read(file))
                .satisfies(refused -> assertThat(refused.sentence()).contains("has no order"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = folder.resolve("orders.csv");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        refused(file, "The orders file " + file + " is not UTF-8 text.");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        Path file = folder.resolve("nowhere.csv");
        refused(file, "The orders file " + file + " cannot be read.");
    }

    private static void refused(Path file, String sentence) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> OrdersFile.read(file))
                .satisfies(
                        refused -> {
                            assertThat(refused.sentence()).isEqualTo(sentence);
                            assertThat(refused.exitCode()).isEqualTo(Refused.FAILED);
                        });
    }
}
