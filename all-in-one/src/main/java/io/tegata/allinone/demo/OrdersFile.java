package io.tegata.allinone.demo;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.tegata.allinone.console.Refused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The orders as a CSV file: a header, then one order a line. A mistake names file, line and column.
 */
public final class OrdersFile {

    static final List<String> COLUMNS =
            List.of(
                    "order_id",
                    "merchant",
                    "amount",
                    "currency",
                    "payment_method",
                    "capture_method",
                    "steps",
                    "repeat",
                    "expected_status",
                    "expected_captured",
                    "expected_refunded");

    private static final int MAX_ORDERS = 1_000_000;
    private static final int MAX_MERCHANTS = 16;
    private static final CsvReader.CsvReaderBuilder LINES =
            CsvReader.builder().allowUnclosedQuote(false);

    private OrdersFile() {}

    /**
     * Every order of the file, in its order, at least one.
     *
     * @throws Refused naming file, line and column when it is malformed
     */
    public static List<Order> read(Path file) {
        var orders = new ArrayList<Order>();
        var ids = new HashSet<String>();
        var merchants = new HashSet<String>();
        try (var text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var lines = new OrderLines(file, text);
            boolean header = true;
            for (var line = lines.next(); line != null; line = lines.next()) {
                var row = new OrderRow(line.place(), fields(line));
                if (header) {
                    row.requireHeader(COLUMNS);
                    header = false;
                    continue;
                }
                row.requireWidth(COLUMNS);
                Order order = row.order();
                if (!ids.add(order.id())) {
                    throw row.wrong(0, "\"" + order.id() + "\" is the id of an earlier order");
                }
                if (merchants.add(order.merchant()) && merchants.size() > MAX_MERCHANTS) {
                    throw row.wrong(1, "there are more than " + MAX_MERCHANTS + " merchants");
                }
                if (orders.size() == MAX_ORDERS) {
                    throw row.wrong(0, "there are more than " + MAX_ORDERS + " orders");
                }
                orders.add(order);
            }
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
        if (orders.isEmpty()) {
            throw Refused.because(
                    "The orders file "
                            + file
                            + " has no order in it: line 1 names the columns "
                            + String.join(",", COLUMNS)
                            + ", each further line is an order.");
        }
        return List.copyOf(orders);
    }

    /** An order is one line: a quote that is not closed in it is a mistake, not a longer field. */
    private static List<String> fields(OrderLines.Line line) {
        try {
            return LINES.ofSingleCsvRecord(line.text()).getFields();
        } catch (CsvParseException malformed) {
            throw line.place()
                    .wrong(
                            OrderLines.columnOf(line.text()),
                            "a quoted field must end with a quote, just before a comma or the"
                                    + " line's end");
        }
    }

    /** The file's text of these orders; reading it gives them back. */
    static String text(List<Order> orders) {
        return orders.stream()
                .map(OrderRow::text)
                .collect(Collectors.joining("", String.join(",", COLUMNS) + "\n", ""));
    }

    /** The names of the merchants, in the order of their first order. */
    static Set<String> merchants(List<Order> orders) {
        return orders.stream()
                .map(Order::merchant)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Refused unreadable(Path file, IOException failure) {
        return Refused.because(
                failure instanceof CharacterCodingException
                        ? "The orders file " + file + " is not UTF-8 text."
                        : "The orders file " + file + " cannot be read.",
                failure);
    }
}
