package io.tegata.allinone.demo;

import io.tegata.allinone.console.Console;
import io.tegata.allinone.console.Refused;
import io.tegata.allinone.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * How the reconciliation ended.
 *
 * @param settledLines lines of the acquirer's settlement file
 * @param rows what was compared, all parties together; each row is matched, open or excluded
 * @param excluded rows in which no money moved, such as declines
 * @param discrepancies how many of each class
 */
record Reconciliation(
        String runId,
        String status,
        long settledLines,
        long rows,
        long matched,
        long open,
        long excluded,
        SortedMap<String, Integer> discrepancies) {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Lets the acquirer settle, then runs it through the operator's API to its end. */
    static Reconciliation run(Platform platform, Console console) {
        JsonNode file = platform.acquirer().post("/admin/settlement_files", Map.of());
        long lines = file.path("lines").asLong();
        console.line("  settlement file of " + Console.counted(lines, "line"));
        JsonNode run = platform.operator().post("/v1/ops/reconciliation/runs", Map.of());
        String id = run.path("run_id").asString();
        long end = System.nanoTime() + LIMIT.toNanos();
        String step = "";
        while (run.path("status").asString().equals("running")) {
            if (System.nanoTime() - end > 0) {
                throw Refused.because(
                        "The reconciliation " + id + " did not end in " + LIMIT + ".");
            }
            String now = run.path("progress").path("step").asString("");
            if (!now.isEmpty() && !now.equals(step)) {
                step = now;
                console.line("  " + step.replace('_', ' '));
            }
            LockSupport.parkNanos(POLL.toNanos());
            run = platform.operator().get("/v1/ops/reconciliation/runs/" + id);
        }
        return of(run, lines);
    }

    List<String> findings() {
        var findings = new ArrayList<String>();
        if (!status.equals("closed")) {
            findings.add("the reconciliation " + runId + " ended " + status);
        }
        if (open != 0) {
            findings.add("the reconciliation left " + open + " rows open");
        }
        discrepancies.forEach(
                (name, count) -> {
                    if (count != 0) {
                        findings.add("the reconciliation found " + count + " of class " + name);
                    }
                });
        return findings;
    }

    private static Reconciliation of(JsonNode run, long settledLines) {
        var discrepancies = new TreeMap<String, Integer>();
        for (Map.Entry<String, JsonNode> found : run.path("discrepancies").properties()) {
            discrepancies.put(found.getKey(), found.getValue().asInt());
        }
        JsonNode totals = run.path("totals");
        return new Reconciliation(
                run.path("run_id").asString(),
                run.path("status").asString(),
                settledLines,
                totals.path("rows").asLong(),
                totals.path("matched").asLong(),
                totals.path("open").asLong(),
                totals.path("excluded").asLong(),
                discrepancies);
    }
}
