package io.tegata.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one order in which rows are updated: see {@link UnitOfWork}. Compares rows, not values: use
 * it with a stable sort.
 */
final class LockOrder implements Comparator<Update> {

    private static final Pattern TARGET =
            Pattern.compile(
                    "^\\s*(update|delete\\s+from)\\s+(\\w+)(.*?)\\bwhere\\b(.*)$",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CONDITION = Pattern.compile("(\\w+)\\s*=\\s*\\?");

    /**
     * What of a statement's text decides: bounded, since a service has so many statements as its
     * source.
     */
    private static final ConcurrentMap<String, Shape> SHAPES = new ConcurrentHashMap<>();

    private record Condition(String column, int argument) {}

    private record Shape(boolean deletes, String table, List<Condition> conditions) {

        private static final Shape OTHER = new Shape(false, "", List.of());

        static Shape of(String sql) {
            Matcher target = TARGET.matcher(sql);
            if (!target.matches()) {
                return OTHER;
            }
            int before = marks(target.group(3));
            String where = target.group(4);
            var conditions = new ArrayList<Condition>();
            Matcher condition = CONDITION.matcher(where);
            while (condition.find()) {
                conditions.add(
                        new Condition(
                                condition.group(1),
                                before + marks(where.substring(0, condition.end())) - 1));
            }
            return new Shape(
                    !target.group(1).equalsIgnoreCase("update"),
                    target.group(2),
                    List.copyOf(conditions));
        }

        private static int marks(String text) {
            return Math.toIntExact(text.chars().filter(character -> character == '?').count());
        }
    }

    private final Schema schema;

    LockOrder(Schema schema) {
        this.schema = schema;
    }

    @Override
    public int compare(Update one, Update other) {
        Shape left = shape(one);
        Shape right = shape(other);
        if (left.deletes != right.deletes) {
            return Boolean.compare(left.deletes, right.deletes);
        }
        int byTable = Integer.compare(schema.position(left.table), schema.position(right.table));
        if (byTable != 0) {
            return left.deletes ? -byTable : byTable;
        }
        for (String column : schema.primaryKey(left.table)) {
            int byKey = compareValues(value(one, left, column), value(other, right, column));
            if (byKey != 0) {
                return byKey;
            }
        }
        return 0;
    }

    private static Shape shape(Update update) {
        return SHAPES.computeIfAbsent(update.sql(), Shape::of);
    }

    private static @Nullable Object value(Update update, Shape shape, String column) {
        for (Condition condition : shape.conditions) {
            if (condition.column.equalsIgnoreCase(column)) {
                return update.arguments().get(condition.argument);
            }
        }
        return null;
    }

    private static int compareValues(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Number left && other instanceof Number right) {
            return Long.compare(left.longValue(), right.longValue());
        }
        return one.toString().compareTo(other.toString());
    }
}
