package io.tegata.simulator.book;

/** A request for a charge, its shape checked; the amount in minor units. */
record ChargeOrder(
        String reference,
        String orderReference,
        long amount,
        String currency,
        CardToken card,
        boolean capture) {}
