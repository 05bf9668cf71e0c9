package io.tegata.reconciler.run;

import io.tegata.reconciler.discrepancy.StoredDiscrepancies;
import io.tegata.reconciler.matching.Discrepancy;
import io.tegata.reconciler.matching.DiscrepancyClass;
import io.tegata.reconciler.matching.Findings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Stores a run's discrepancies in batches and counts them. Not for use by many threads. */
final class RunFindings implements Findings {

    private static final int BATCH = 200;

    private final String runId;
    private final StoredDiscrepancies stored;
    private final List<Discrepancy> waiting = new ArrayList<>();
    private final Map<DiscrepancyClass, Long> counts = new EnumMap<>(DiscrepancyClass.class);

    RunFindings(String runId, StoredDiscrepancies stored) {
        this.runId = runId;
        this.stored = stored;
    }

    @Override
    public void add(Discrepancy discrepancy) {
        counts.merge(discrepancy.type(), 1L, Long::sum);
        waiting.add(discrepancy);
        if (waiting.size() == BATCH) {
            store();
        }
    }

    /** Stores what is not stored yet. */
    void store() {
        if (!waiting.isEmpty()) {
            stored.found(runId, waiting);
            waiting.clear();
        }
    }

    Map<DiscrepancyClass, Long> counts() {
        return counts;
    }
}
