package io.tegata.ledger;

import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Retry;

/** Why the ledger refuses to book something. Nothing of what is refused is stored. */
public enum LedgerError implements ErrorCode {
    AUTHORIZATION_NOT_FOUND(422, Retry.SAME_KEY, "the ledger has no hold of this authorization"),
    BALANCE_OUT_OF_RANGE(422, Retry.NEVER, "an account's balance would leave the range of 64 bits"),
    BATCH_TOO_LARGE(422, Retry.NEVER, "the batch has more than 256 items"),
    CURRENCY_MISMATCH(422, Retry.NEVER, "the hold is in another currency"),
    CURRENCY_UNKNOWN(422, Retry.NEVER, "the currency is not one of ISO 4217 in use"),
    HOLD_AMOUNT_DIFFERS(422, Retry.NEVER, "this hold ends in one piece, with its whole amount"),
    HOLD_EXCEEDED(422, Retry.NEVER, "the amount is more than what remains of the hold"),
    HOLD_NOT_FOUND(422, Retry.SAME_KEY, "the operation has no hold"),
    HOLD_RELEASED(409, Retry.NEVER, "the operation ended before its hold was asked for"),
    INSUFFICIENT_FUNDS(422, Retry.NEW_KEY, "the account would fall below its floor"),
    NOTHING_TO_BOOK(422, Retry.NEVER, "neither gross nor fee has an amount to book"),
    NOT_IN_SUSPENSE(422, Retry.SAME_KEY, "no such line is in suspense"),
    POSTING_KEY_CONFLICT(409, Retry.NEVER, "the same source was booked with other facts");

    private final Meaning meaning;

    LedgerError(int status, Retry retry, String title) {
        this.meaning = Meaning.notExecuted(status, retry, title);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
