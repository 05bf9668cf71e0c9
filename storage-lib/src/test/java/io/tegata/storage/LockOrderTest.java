package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whoever updates what, the rows are locked in one order, and one row's updates keep theirs.
 */
class LockOrderTest {

    /** things(thing_id) comes before leases(name) in db/shop. */
    private static final LockOrder ORDER = new LockOrder(Schema.read("db/shop"));

    private static final String THING =
            "UPDATE things SET amount = ? WHERE amount > ? AND thing_id = ?";
    private static final String LEASE =
            "UPDATE leases SET owner = 'x' WHERE name = ? AND fence = ?";
    private static final String GONE = "DELETE FROM things WHERE thing_id = ? AND amount = ?";
    private static final String FREE = "delete from leases where name = ?";

    private static final List<Update> IN_ORDER =
            List.of(
                    update(THING, 1L, 2L, "a"),
                    update(THING, 1L, 1L, "b"),
                    update(LEASE, "a", 9L),
                    update(LEASE, "b", 1L),
                    update(FREE, "a"),
                    update(FREE, "b"),
                    update(GONE, "a", 5L),
                    update(GONE, "b", 3L));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderBecomesTheOne(long seed) {
        var shuffled = new ArrayList<>(IN_ORDER);
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.sort(ORDER);
        assertThat(shuffled).isEqualTo(IN_ORDER);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void updatesOfOneRowKeepTheCallersOrder(long seed) {
        List<Update> mine =
                List.of(
                        update(LEASE, "a", 10L),
                        update(LEASE, "a", 9L),
                        update("UPDATE leases SET fence = 3 WHERE name = ?", "a"));
        var all = new ArrayList<Update>(mine);
        var random = new Random(seed);
        List.of(update(LEASE, "b", 1L), update(THING, 1L, 1L, "z"))
                .forEach(other -> all.add(random.nextInt(all.size()), other));
        all.sort(ORDER);
        assertThat(all.stream().filter(mine::contains)).containsExactlyElementsOf(mine);
    }

    private static Update update(String sql, Object... arguments) {
        return new Update(1, sql, Arrays.asList(arguments));
    }
}
