package io.tegata.reconciler.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tegata.reconciler.custody.FileOutcome;
import io.tegata.reconciler.matching.DiscrepancyClass;
import io.tegata.reconciler.matching.PassTotals;
import io.tegata.reconciler.matching.SideTotals;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run read and found, as it is stored and shown. Money in minor units. */
record RunReport(List<FileReport> files, Totals totals, Map<DiscrepancyClass, Long> discrepancies) {

    /** One file of the inbox; line, field and problem say why it is held. */
    record FileReport(
            String acquirer,
            String file,
            @Nullable Long sequence,
            long lines,
            String status,
            @Nullable Long line,
            @Nullable String field,
            @Nullable String problem) {

        static FileReport of(FileOutcome outcome) {
            var fault = outcome.fault();
            return new FileReport(
                    outcome.acquirer(),
                    outcome.file(),
                    outcome.sequence(),
                    outcome.lines(),
                    outcome.status(),
                    fault == null ? null : fault.line(),
                    fault == null ? null : fault.field(),
                    fault == null ? null : fault.problem());
        }
    }

    /** Both passes; rows, matched and open are the sums over both and over all sides. */
    record Totals(
            @Nullable Pass internal,
            @Nullable Pass external,
            long rows,
            long matched,
            long open,
            long excluded) {}

    record Pass(Side paymentSide, Side otherSide, Map<String, Money> byCurrency) {

        static Pass of(PassTotals totals) {
            var byCurrency = new TreeMap<String, Money>();
            totals.paymentSide()
                    .in()
                    .money()
                    .keySet()
                    .forEach(currency -> byCurrency.put(currency, Money.of(totals, currency)));
            totals.otherSide()
                    .in()
                    .money()
                    .keySet()
                    .forEach(currency -> byCurrency.put(currency, Money.of(totals, currency)));
            return new Pass(Side.of(totals.paymentSide()), Side.of(totals.otherSide()), byCurrency);
        }
    }

    /** Rows of one side; {@code rows = matched + open + excluded}. */
    record Side(
            long rows, long matched, long open, long excluded, Map<String, Long> excludedByReason) {

        static Side of(SideTotals totals) {
            var reasons = new TreeMap<String, Long>();
            totals.excludedByReason()
                    .forEach(
                            (reason, total) ->
                                    reasons.put(
                                            reason.name().toLowerCase(Locale.ROOT), total.rows()));
            return new Side(
                    totals.in().rows(),
                    totals.matched().rows(),
                    totals.open().rows(),
                    totals.excluded().rows(),
                    reasons);
        }
    }

    /** One currency of both sides. */
    record Money(SideMoney paymentSide, SideMoney otherSide) {

        static Money of(PassTotals totals, String currency) {
            return new Money(
                    SideMoney.of(totals.paymentSide(), currency),
                    SideMoney.of(totals.otherSide(), currency));
        }
    }

    record SideMoney(
            @JsonProperty("in") BigInteger in,
            BigInteger matched,
            BigInteger open,
            BigInteger excluded) {

        static SideMoney of(SideTotals totals, String currency) {
            return new SideMoney(
                    sum(totals.in(), currency),
                    sum(totals.matched(), currency),
                    sum(totals.open(), currency),
                    sum(totals.excluded(), currency));
        }

        private static BigInteger sum(SideTotals.Total total, String currency) {
            return total.money().getOrDefault(currency, BigInteger.ZERO);
        }
    }

    /** A run that compared nothing, or not yet. */
    static RunReport of(List<FileOutcome> files, Map<DiscrepancyClass, Long> found) {
        return new RunReport(
                files.stream().map(FileReport::of).toList(),
                new Totals(null, null, 0, 0, 0, 0),
                everyClass(found));
    }

    static RunReport of(
            List<FileOutcome> files,
            PassTotals internal,
            PassTotals external,
            Map<DiscrepancyClass, Long> found) {
        List<Side> sides =
                List.of(
                        Side.of(internal.paymentSide()),
                        Side.of(internal.otherSide()),
                        Side.of(external.paymentSide()),
                        Side.of(external.otherSide()));
        var totals =
                new Totals(
                        Pass.of(internal),
                        Pass.of(external),
                        sides.stream().mapToLong(Side::rows).sum(),
                        sides.stream().mapToLong(Side::matched).sum(),
                        sides.stream().mapToLong(Side::open).sum(),
                        sides.stream().mapToLong(Side::excluded).sum());
        return new RunReport(
                files.stream().map(FileReport::of).toList(), totals, everyClass(found));
    }

    /** A class that was not found is there with 0: nobody has to know the list. */
    private static Map<DiscrepancyClass, Long> everyClass(Map<DiscrepancyClass, Long> found) {
        var counts = new EnumMap<DiscrepancyClass, Long>(DiscrepancyClass.class);
        for (DiscrepancyClass type : DiscrepancyClass.values()) {
            counts.put(type, found.getOrDefault(type, 0L));
        }
        return counts;
    }
}
