package io.tegata.schema;

import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import io.tegata.schema.Table.Interleaving;
import io.tegata.schema.Table.TimeToLive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table while the migrations are read. */
final class TableDraft {

    private final String name;
    private final String comment;
    final List<Column> columns = new ArrayList<>();
    final List<String> primaryKey = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    final List<ForeignKey> foreignKeys = new ArrayList<>();
    final List<Index> indexes = new ArrayList<>();
    final List<String> revokedRights = new ArrayList<>();
    @Nullable Interleaving interleaving;
    @Nullable TimeToLive timeToLive;

    TableDraft(String name, String comment) {
        this.name = name;
        this.comment = comment;
    }

    /**
     * What would hang in the air without the column; the two databases differ in what they do then.
     */
    List<String> usersOf(String column) {
        String word = "(?s).*\\b" + column + "\\b.*";
        return Stream.of(
                        Stream.of(primaryKey).filter(key -> key.contains(column)).map(_ -> "key"),
                        Stream.ofNullable(timeToLive)
                                .filter(life -> life.column().equals(column))
                                .map(_ -> "TTL"),
                        checks.stream()
                                .filter(check -> check.condition().matches(word))
                                .map(Check::name),
                        foreignKeys.stream()
                                .filter(key -> key.columns().contains(column))
                                .map(ForeignKey::name),
                        indexes.stream()
                                .filter(
                                        index ->
                                                index.columns().contains(column)
                                                        || index.included().contains(column)
                                                        || index.notNull().contains(column))
                                .map(Index::name))
                .flatMap(users -> users)
                .toList();
    }

    Table finished() {
        return new Table(
                name,
                comment,
                List.copyOf(columns),
                List.copyOf(primaryKey),
                List.copyOf(checks),
                List.copyOf(foreignKeys),
                List.copyOf(indexes),
                interleaving,
                timeToLive,
                List.copyOf(revokedRights));
    }
}
