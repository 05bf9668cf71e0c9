package io.tegata.ledger.entry;

/** The key under which a source is booked by a rule, once. */
public record SourceKey(String id, SourceType type, Rule rule) {

    @Override
    public String toString() {
        return type.code() + " " + id + " by rule " + rule.code();
    }
}
