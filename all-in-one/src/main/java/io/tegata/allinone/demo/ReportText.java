package io.tegata.allinone.demo;

import io.tegata.allinone.console.Console;
import io.tegata.common.money.Money;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The report as a person likes to read it, in 80 columns. */
final class ReportText {

    private static final int WIDTH = 78;
    private static final int MAX_FINDINGS = 20;

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(DemoReport report) {
        var writer = new ReportText();
        writer.payments(report);
        writer.volumes(report);
        writer.duplicates(report);
        writer.acquirer(report.books());
        writer.ledger(report);
        writer.reconciliation(report.reconciliation());
        writer.times(report);
        writer.verdict(report);
        return writer.text.toString();
    }

    private void payments(DemoReport report) {
        heading("Payments", count(report.requested()) + " requested");
        report.byStatus().forEach((status, number) -> counted(status.replace('_', ' '), number));
    }

    private void volumes(DemoReport report) {
        heading("Volumes", "%20s %18s %18s".formatted("captured", "refunded", "fees"));
        var currencies = new TreeSet<>(report.volumes().captured().keySet());
        for (String currency : currencies) {
            line(
                    "  %-16s %22s %18s %18s"
                            .formatted(
                                    currency,
                                    amount(report.volumes().captured(), currency),
                                    amount(report.volumes().refunded(), currency),
                                    amount(report.books().fees(), currency)));
        }
    }

    private void duplicates(DemoReport report) {
        heading("Sent again with the same key", "");
        counted("twice on purpose", report.duplicatesSent());
        counted("answered by replay", report.duplicatesReplayed());
        counted("for want of a final answer", report.retries());
    }

    private void acquirer(Books books) {
        heading("The acquirer's own book", "");
        counted("charges", books.charges());
        counted("captures", books.captures());
        counted("refunds", books.refunds());
        counted("voids", books.voids());
        counted("declines", books.declines());
        counted("double charges", books.doubleCharges());
    }

    private void ledger(DemoReport report) {
        heading("Ledger: debits minus credits", "");
        report.books()
                .trialBalance()
                .forEach(
                        (currency, _) ->
                                line(
                                        "  %-26s %12s"
                                                .formatted(
                                                        currency,
                                                        amount(
                                                                report.books().trialBalance(),
                                                                currency))));
    }

    private void reconciliation(Reconciliation reconciliation) {
        heading("Reconciliation", reconciliation.status());
        counted("settled by the acquirer", reconciliation.settledLines());
        counted("rows compared", reconciliation.rows());
        counted("matched", reconciliation.matched());
        counted("excluded", reconciliation.excluded());
        counted("open", reconciliation.open());
        reconciliation
                .discrepancies()
                .forEach(
                        (name, number) -> {
                            if (number > 0) {
                                counted("discrepancies " + name, number);
                            }
                        });
    }

    private void times(DemoReport report) {
        DemoReport.Times times = report.times();
        heading("Time", "");
        long millis = Math.max(1, times.orders().toMillis());
        timed("start to first paid", Console.seconds(times.toFirstPaidPayment()), "");
        timed(
                "orders",
                Console.seconds(times.orders()),
                count(report.requested() * 1_000L / millis) + " orders a second");
        timed("settle and reconcile", Console.seconds(times.reconciliation()), "");
        timed("whole demo", Console.seconds(times.total()), "");
    }

    private void verdict(DemoReport report) {
        text.append('\n');
        if (report.passed()) {
            line(
                    "PASSED: every order reached its end, no charge is double, every currency"
                            + " sums");
            line("to zero, and the reconciliation closed with nothing open.");
            return;
        }
        report.findings().stream().limit(MAX_FINDINGS).forEach(finding -> line("  " + finding));
        int more = report.findings().size() - MAX_FINDINGS;
        if (more > 0) {
            line("  and " + count(more) + " more");
        }
        line("FAILED: " + Console.counted(report.findings().size(), "finding") + ", listed above.");
    }

    private void heading(String title, String right) {
        text.append('\n');
        line(right.isEmpty() ? title : "%-18s%s".formatted(title, right));
        line("─".repeat(WIDTH));
    }

    private void counted(String what, long number) {
        line("  %-26s %12s".formatted(what, count(number)));
    }

    private void timed(String what, String duration, String note) {
        line("  %-26s %12s   %s".formatted(what, duration, note));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With the currency's own decimals and thousands separators, such as {@code 1,234.50}. */
    static String amount(Map<String, Long> sums, String currency) {
        String plain = Money.of(sums.getOrDefault(currency, 0L), currency).toString();
        String number = plain.substring(0, plain.indexOf(' '));
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",")
                + (point < 0 ? "" : number.substring(point));
    }
}
