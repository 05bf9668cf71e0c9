package io.tegata.schema;

import java.util.List;

/**
 * What a service's migrations make, all of them applied: its tables in the order of their making.
 */
record Schema(String service, List<Table> tables, List<ChangeStream> changeStreams) {

    /** What Spanner records changes of: the tables as they are written, {@code ALL} for all. */
    record ChangeStream(String name, List<String> tables, String options) {}

    Schema {
        tables = List.copyOf(tables);
        changeStreams = List.copyOf(changeStreams);
    }
}
