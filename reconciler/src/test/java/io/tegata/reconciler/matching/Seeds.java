package io.tegata.reconciler.matching;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The seeds of a random test: the first ones, or the one in {@code -Dseed}. */
final class Seeds {

    private Seeds() {}

    static List<Integer> of(int count) {
        Integer one = Integer.getInteger("seed");
        return one != null ? List.of(one) : IntStream.range(0, count).boxed().toList();
    }

    static <T> T pick(RandomGenerator random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }
}
