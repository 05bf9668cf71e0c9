package io.tegata.allinone.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The report for programs: the same facts, amounts in minor units. */
final class ReportJson {

    private static final int MILLIS_DIGITS = 3;

    private ReportJson() {}

    static String of(DemoReport report, JsonMapper json) {
        var root = new LinkedHashMap<String, Object>();
        root.put("passed", report.passed());
        root.put(
                "payments",
                ordered(
                        "requested", report.requested(),
                        "by_status", report.byStatus(),
                        "unknown", report.unknown()));
        root.put(
                "volumes",
                ordered(
                        "captured", report.volumes().captured(),
                        "refunded", report.volumes().refunded(),
                        "fees", report.books().fees()));
        root.put(
                "duplicates",
                ordered(
                        "sent", report.duplicatesSent(),
                        "replayed", report.duplicatesReplayed(),
                        "retries", report.retries()));
        Books books = report.books();
        root.put(
                "acquirer",
                ordered(
                        "charges", books.charges(),
                        "captures", books.captures(),
                        "refunds", books.refunds(),
                        "voids", books.voids(),
                        "declines", books.declines(),
                        "double_charges", books.doubleCharges()));
        root.put("ledger", ordered("trial_balance", books.trialBalance()));
        Reconciliation run = report.reconciliation();
        root.put(
                "reconciliation",
                ordered(
                        "run_id", run.runId(),
                        "status", run.status(),
                        "settled_lines", run.settledLines(),
                        "rows", run.rows(),
                        "matched", run.matched(),
                        "excluded", run.excluded(),
                        "open", run.open(),
                        "discrepancies", run.discrepancies()));
        DemoReport.Times times = report.times();
        root.put("seconds", seconds(times.total()));
        root.put(
                "seconds_of",
                ordered(
                        "start_to_first_paid_payment", seconds(times.toFirstPaidPayment()),
                        "orders", seconds(times.orders()),
                        "reconciliation", seconds(times.reconciliation())));
        root.put("findings", report.findings());
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), MILLIS_DIGITS);
    }

    /** Keys and values in turn. */
    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
