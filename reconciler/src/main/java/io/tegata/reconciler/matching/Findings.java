package io.tegata.reconciler.matching;

/** Takes the discrepancies while a pass finds them. */
@FunctionalInterface
public interface Findings {
    void add(Discrepancy discrepancy);
}
