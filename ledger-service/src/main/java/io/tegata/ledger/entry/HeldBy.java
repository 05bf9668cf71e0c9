package io.tegata.ledger.entry;

/** Names a hold by what placed it: an operation and a rule. */
public record HeldBy(String operationId, Rule rule) {

    /** The key under which the hold is placed, once. */
    SourceKey key() {
        return new SourceKey(operationId, SourceType.OPERATION, rule);
    }
}
