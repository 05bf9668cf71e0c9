package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: docs/schema says what the migrations say; {@code -Dtegata.docs.write=true} prints it anew.
 */
class SchemaPagesTest {

    private static final Path FOLDER = Path.of("..", "..", "docs", "schema");

    private static final String PRINT_ANEW =
            "docs/schema differs from the migrations: run ./mvnw -pl src/test -am test"
                    + " -Dtest=SchemaPagesTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtegata.docs.write=true and look at what changed";

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("tegata.docs.write")) {
            Files.createDirectories(FOLDER);
            for (String name : committed()) {
                if (name.endsWith(".md")) {
                    Files.delete(FOLDER.resolve(name));
                }
            }
            for (var page : printed().entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
    }

    static Stream<String> names() {
        return printed().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void thePageIsWhatTheMigrationsSay(String name) throws IOException {
        Path page = FOLDER.resolve(name);
        assertThat(page).as(PRINT_ANEW).exists();
        assertThat(Files.readString(page)).as(PRINT_ANEW).isEqualTo(printed().get(name));
    }

    @Test
    void noOtherPageIsThere() throws IOException {
        assertThat(committed())
                .as(PRINT_ANEW)
                .containsExactlyInAnyOrderElementsOf(names().toList());
    }

    @Test
    void everyTableSaysWhatItIsFor() {
        assertThat(Schemas.all().stream().flatMap(schema -> schema.tables().stream()))
                .as("a -- line directly above CREATE TABLE")
                .isNotEmpty()
                .noneMatch(table -> table.comment().isEmpty());
    }

    private static List<String> committed() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static Map<String, String> printed() {
        List<Schema> schemas = Schemas.all();
        var pages = new TreeMap<String, String>();
        schemas.forEach(
                schema ->
                        pages.put(
                                schema.service() + ".md",
                                new SchemaPage(schema, SchemaRules.ALL).text()));
        pages.put("README.md", index(schemas));
        return pages;
    }

    private static String index(List<Schema> schemas) {
        return """
                        # The tables of every service

                        One page per service, since each has a database of its own and nobody reads another's. Printed by `SchemaPagesTest`
                        from the migrations `<service>/src/main/resources/db/<service>/`, all of them applied; `SchemaInDatabaseTest` holds
                        what is printed here against a migrated PostgreSQL, `SchemaRulesTest` against the rules of the house.

                        In the diagrams a solid line leads from a table to the rows that Spanner keeps inside its rows, a dashed line is a
                        foreign key; only the columns of primary (PK), foreign (FK) and single-column unique (UK) keys are shown. In the
                        tables, types are PostgreSQL's; where Spanner has another one it is named. Money is in minor units of the row's
                        currency.

                        | service | tables |
                        |---|---|
                        %s

                        Every database also has `schema_history`, where the migrator notes what it applied; on Spanner `schema_changes` too,
                        where it notes how far it is, since schemas do not change in database transactions there.

                        ## What the rules demand

                        %s
                        """
                .formatted(
                        schemas.stream()
                                .map(SchemaPagesTest::line)
                                .collect(Collectors.joining("\n")),
                        SchemaRules.ALL.stream()
                                .map(rule -> "- **%s**: %s".formatted(rule.name(), rule.demand()))
                                .collect(Collectors.joining("\n")));
    }

    private static String line(Schema schema) {
        String page = schema.service() + ".md";
        return "| [%s](%s) | %s |"
                .formatted(
                        schema.service(),
                        page,
                        schema.tables().stream()
                                .map(
                                        table ->
                                                "[`%s`](%s#%s)"
                                                        .formatted(
                                                                table.name(), page, table.name()))
                                .collect(Collectors.joining(", ")));
    }
}
