package io.tegata.allinone.demo;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums of the payments as they were read back, per currency, in minor units. */
record Volumes(SortedMap<String, Long> captured, SortedMap<String, Long> refunded) {

    static Volumes of(List<OrderResult> results) {
        var captured = new TreeMap<String, Long>();
        var refunded = new TreeMap<String, Long>();
        for (OrderResult result : results) {
            String currency = result.order().amount().currency().getCurrencyCode();
            captured.merge(currency, result.captured(), Math::addExact);
            refunded.merge(currency, result.refunded(), Math::addExact);
        }
        return new Volumes(captured, refunded);
    }
}
