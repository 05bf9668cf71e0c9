package io.tegata.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal: the report fits a terminal, shows money as people write it, and hides nothing wrong. */
class ReportTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0         | EUR | 0.00",
                "5         | EUR | 0.05",
                "-123456   | USD | -1,234.56",
                "1234567   | JPY | 1,234,567",
                "123       | JPY | 123",
                "1000000   | KWD | 1,000.000",
                "999       | KWD | 0.999"
            })
    void moneyHasItsCurrencysDecimals(long minor, String currency, String text) {
        assertThat(ReportText.amount(Map.of(currency, minor), currency)).isEqualTo(text);
    }

    @Test
    void everyLineFitsInto80Columns() {
        assertThat(ReportText.of(report(9_000_000_000_000L, 0)).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void whatIsWrongFailsTheDemoAndIsListed() {
        DemoReport report = report(100, 3);
        assertThat(report.passed()).isFalse();
        assertThat(ReportText.of(report))
                .contains("the acquirer charged 3 orders twice")
                .contains("FAILED");
    }

    @Test
    void aRequestThatWasNotReplayedFailsTheDemo() {
        var none = new TreeMap<String, Long>();
        DemoReport report =
                DemoReport.of(
                        List.of(),
                        new DemoReport.Sent(3, 2, 0),
                        new Books(0, 0, 0, 0, 0, 0, none, none, none, none),
                        new Reconciliation("run_1", "closed", 0, 0, 0, 0, 0, new TreeMap<>()),
                        new DemoReport.Times(
                                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThat(report.findings())
                .containsExactly("1 of the 3 requests sent twice were not answered by replay");
        assertThat(ReportText.of(report)).contains("FAILED: 1 finding, listed above.");
    }

    @Test
    void theSameFactsAreInTheJson() {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode root = json.readTree(ReportJson.of(report(100, 3), json));
        assertThat(root.at("/payments/requested").asInt()).isEqualTo(1);
        assertThat(root.at("/payments/by_status/captured").asInt()).isEqualTo(1);
        assertThat(root.at("/payments/unknown").asInt(-1)).isZero();
        assertThat(root.at("/duplicates/sent").asInt()).isEqualTo(2);
        assertThat(root.at("/duplicates/replayed").asInt()).isEqualTo(2);
        assertThat(root.at("/acquirer/charges").asInt()).isEqualTo(1);
        assertThat(root.at("/acquirer/double_charges").asInt()).isEqualTo(3);
        assertThat(root.at("/ledger/trial_balance/EUR").asInt(-1)).isZero();
        assertThat(root.at("/reconciliation/rows").asInt()).isEqualTo(4);
        assertThat(root.at("/reconciliation/matched").asInt()).isEqualTo(4);
        assertThat(root.at("/reconciliation/open").asInt(-1)).isZero();
        assertThat(root.at("/reconciliation/discrepancies").isObject()).isTrue();
        assertThat(root.at("/seconds").decimalValue()).isEqualByComparingTo("12.345");
    }

    private static DemoReport report(long amount, long doubleCharges) {
        var sums = new TreeMap<>(Map.of("EUR", amount));
        var zero = new TreeMap<>(Map.of("EUR", 0L));
        var books = new Books(1, 1, 0, 0, 0, doubleCharges, sums, new TreeMap<>(), zero, zero);
        return new DemoReport(
                1,
                new TreeMap<>(Map.of("captured", 1)),
                new Volumes(sums, zero),
                2,
                2,
                0,
                books,
                new Reconciliation("run_1", "closed", 1, 4, 4, 0, 0, new TreeMap<>()),
                new DemoReport.Times(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(12_345)),
                doubleCharges == 0
                        ? List.of()
                        : List.of("the acquirer charged " + doubleCharges + " orders twice"));
    }
}
