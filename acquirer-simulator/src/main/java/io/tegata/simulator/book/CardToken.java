package io.tegata.simulator.book;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The test cards: each is a script of what the bank does with a charge. */
enum CardToken {
    APPROVE(null),
    DECLINE_INSUFFICIENT_FUNDS("insufficient_funds"),
    DECLINE_DO_NOT_HONOR("do_not_honor"),
    DECLINE_EXPIRED_CARD("expired_card"),
    /** Waits, books nothing, and gives up. */
    HANG_BEFORE_CHARGE(null),
    /** Books the charge and then waits before it answers. */
    HANG_AFTER_CHARGE(null),
    /** Books the charge and then answers with an error. */
    ERROR_AFTER_CHARGE(null);

    private final @Nullable String declineCode;

    CardToken(@Nullable String declineCode) {
        this.declineCode = declineCode;
    }

    static Optional<CardToken> named(String token) {
        return Arrays.stream(values()).filter(card -> card.token().equals(token)).findFirst();
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why the bank declines this card; null when it approves. */
    @Nullable String declineCode() {
        return declineCode;
    }
}
