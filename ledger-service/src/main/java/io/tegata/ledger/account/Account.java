package io.tegata.ledger.account;

/** An account that was opened. It is never closed, changed or deleted. */
public record Account(String id, AccountKey key) {}
