package io.tegata.storage.spanner;

import com.google.cloud.ByteArray;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Value;
import io.tegata.storage.Row;
import java.time.OffsetDateTime;

/** Rows to insert as Spanner's own data type for it, which needs no SQL to be parsed. */
final class Mutations {

    private Mutations() {}

    static Mutation insert(Row row) {
        Mutation.WriteBuilder mutation = Mutation.newInsertBuilder(row.table());
        row.columns().forEach((column, value) -> mutation.set(column).to(value(value)));
        return mutation.build();
    }

    private static Value value(Object value) {
        return switch (value) {
            case String text -> Value.string(text);
            case Long number -> Value.int64(number);
            case Boolean flag -> Value.bool(flag);
            case byte[] bytes -> Value.bytes(ByteArray.copyFrom(bytes));
            case OffsetDateTime time ->
                    Value.timestamp(
                            Timestamp.ofTimeSecondsAndNanos(time.toEpochSecond(), time.getNano()));
            case Row.Json json -> Value.pgJsonb(json.text());
            case Row.DatabaseTime _ -> Value.timestamp(Value.COMMIT_TIMESTAMP);
            default ->
                    throw new IllegalArgumentException(
                            "no column holds a " + value.getClass().getSimpleName());
        };
    }
}
