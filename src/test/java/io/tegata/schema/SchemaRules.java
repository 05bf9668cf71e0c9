package io.tegata.schema;

import java.util.List;
import java.util.stream.Stream;

/** All rules that a schema of the product keeps. */
final class SchemaRules {

    static final List<SchemaRule> ALL =
            Stream.of(HotSpotRules.all(), ShapeRules.all(), NameRules.all())
                    .flatMap(List::stream)
                    .toList();

    private SchemaRules() {}
}
