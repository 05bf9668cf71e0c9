package io.tegata.schema;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule over all schemas. What it names as broken is an error, unless the exceptions give a reason
 * for it; an exception that is not broken any more is an error too.
 */
record SchemaRule(
        String name,
        String demand,
        Function<List<Schema>, List<Breach>> breaches,
        Map<String, String> exceptions) {

    /**
     * The subject is a table or what belongs to one: {@code service.table}, {@code service.index}.
     */
    record Breach(String subject, String what) {
        @Override
        public String toString() {
            return subject + " " + what;
        }
    }

    /** A rule that looks at each table with the schema that it is in. */
    static SchemaRule ofTables(
            String name, String demand, BiFunction<Schema, Table, Stream<Breach>> breaches) {
        return new SchemaRule(
                name,
                demand,
                schemas ->
                        schemas.stream()
                                .flatMap(
                                        schema ->
                                                schema.tables().stream()
                                                        .flatMap(
                                                                table ->
                                                                        breaches.apply(
                                                                                schema, table)))
                                .toList(),
                Map.of());
    }

    SchemaRule except(Map<String, String> reasonBySubject) {
        return new SchemaRule(name, demand, breaches, reasonBySubject);
    }

    /** What is broken and has no reason to be. */
    List<Breach> unexcused(List<Schema> schemas) {
        return breaches.apply(schemas).stream()
                .filter(breach -> !exceptions.containsKey(breach.subject))
                .toList();
    }

    /** Exceptions that nothing needs. */
    List<String> unneeded(List<Schema> schemas) {
        List<String> broken = breaches.apply(schemas).stream().map(Breach::subject).toList();
        return exceptions.keySet().stream()
                .filter(subject -> !broken.contains(subject))
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
