package io.tegata.ledger.account;

/** An account with what is in it now. */
public record AccountBalance(Account account, Balance balance) {}
