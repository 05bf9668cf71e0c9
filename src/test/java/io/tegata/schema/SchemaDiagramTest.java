package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a diagram shows keys and relations, in words that every version of Mermaid takes. */
class SchemaDiagramTest {

    /** The part of Mermaid's grammar that the diagrams keep to, line by line. */
    private static final Pattern LINE =
            Pattern.compile(
                    "```(mermaid)?|erDiagram|  [a-z]\\w* \\{|  }"
                            + "|    [a-z]\\w* [a-z]\\w* (PK|FK|UK)(, (PK|FK|UK))*"
                            + "|  [a-z]\\w* \\|\\|(--|\\.\\.)o\\{ [a-z]\\w* : \"[\\w, ]+\"");

    /** Words of Mermaid's own that it would not take for an entity. */
    private static final Pattern ITS_OWN =
            Pattern.compile(
                    "  (acc(title|descr)|class|classdef|direction|end|erdiagram|many|one|only|optionally|style|title|to|u|zero) .*",
                    Pattern.CASE_INSENSITIVE);

    static List<Schema> schemas() {
        return Schemas.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyLineIsOneThatMermaidTakes(Schema schema) {
        assertThat(SchemaDiagram.of(schema).lines())
                .isNotEmpty()
                .allMatch(line -> LINE.matcher(line).matches())
                .noneMatch(line -> ITS_OWN.matcher(line).matches());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    varchar(40) id PK",
                "    spanner.commit_timestamp at PK",
                "    varchar id PK FK",
                "  a ||--o{ b",
                "  style {"
            })
    void otherLinesAreSeen(String line) {
        assertThat(LINE.matcher(line).matches() && !ITS_OWN.matcher(line).matches()).isFalse();
    }

    @Test
    void keysAndRelationsAreShown() {
        Schema schema =
                Schemas.read(
                        "shop",
                        List.of(
                                new MigrationFile(
                                        "shop",
                                        1,
                                        "V1__shop.sql",
                                        """
                                        CREATE TABLE shops (id varchar(40) NOT NULL, name text, PRIMARY KEY (id));
                                        CREATE UNIQUE INDEX shops_name ON shops (name);
                                        CREATE TABLE sales (
                                          id varchar(40) NOT NULL,
                                          at /*@spanner spanner.commit_timestamp */ /*@postgresql timestamptz */ NOT NULL,
                                          friend_id varchar(40),
                                          amount bigint,
                                          CONSTRAINT sales_friend FOREIGN KEY (friend_id) REFERENCES shops (id),
                                          PRIMARY KEY (id, at)
                                        ) /*@spanner INTERLEAVE IN PARENT shops ON DELETE CASCADE */;
                                        """)));
        assertThat(SchemaDiagram.of(schema))
                .isEqualTo(
                        """
                        ```mermaid
                        erDiagram
                          shops {
                            varchar id PK
                            text name UK
                          }
                          sales {
                            varchar id PK
                            timestamptz at PK
                            varchar friend_id FK
                          }
                          shops ||--o{ sales : "holds inside"
                          shops ||..o{ sales : "friend_id"
                        ```
                        """);
    }
}
