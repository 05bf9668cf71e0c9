package io.tegata.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.allinone.demo.Order.Repeat;
import io.tegata.allinone.demo.Order.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the made-up orders have every kind in them, and what they expect can come true. */
class MadeUpOrdersTest {

    private static final Path COMMITTED = Path.of("..", "demo", "orders.csv");

    /** {@code -Dtegata.demo.write=true} writes the file anew after a change of the orders. */
    @Test
    void theCommittedFileIsWhatItsSeedMakes() throws IOException {
        List<Order> orders =
                MadeUpOrders.of(MadeUpOrders.COMMITTED_SEED, MadeUpOrders.COMMITTED_ORDERS);
        if (Boolean.getBoolean("tegata.demo.write")) {
            Files.writeString(COMMITTED, OrdersFile.text(orders));
        }
        assertThat(OrdersFile.read(COMMITTED)).isEqualTo(orders);
    }

    @Test
    void everyKindOfOrderIsAmongThem() {
        List<Order> orders =
                MadeUpOrders.of(MadeUpOrders.COMMITTED_SEED, MadeUpOrders.COMMITTED_ORDERS);
        assertThat(OrdersFile.merchants(orders)).hasSize(4);
        assertThat(
                        orders.stream()
                                .map(order -> order.amount().currency().getCurrencyCode())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("EUR", "USD", "JPY", "KWD");
        assertThat(
                        orders.stream()
                                .map(order -> order.expected().status())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "authorized", "partially_captured", "captured", "declined", "voided");
        assertThat(orders.stream().filter(order -> order.repeat() != Repeat.NONE).count())
                .isEqualTo(orders.size() / 10);
        assertThat(
                        orders.stream()
                                .filter(order -> order.repeat() == Repeat.CONCURRENT)
                                .anyMatch(order -> !order.steps().isEmpty()))
                .isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void whatAnOrderExpectsIsTheSumOfItsSteps(long seed) {
        for (Order order : MadeUpOrders.of(seed, 1_000)) {
            long captured = order.automatic() ? order.amount().minor() : 0;
            long refunded = 0;
            for (Step step : order.steps()) {
                switch (step) {
                    case Step.Capture(long minor, boolean _) -> captured += minor;
                    case Step.Refund(long minor) -> refunded += minor;
                    case Step.VoidRest() -> assertThat(captured).isZero();
                }
            }
            if (order.expected().status().equals("declined")) {
                captured = 0;
            }
            assertThat(order.expected().captured()).isEqualTo(captured);
            assertThat(order.expected().refunded()).isEqualTo(refunded);
            assertThat(captured).isLessThanOrEqualTo(order.amount().minor());
            assertThat(refunded).isLessThanOrEqualTo(captured * 7 / 10);
        }
    }
}
