package io.tegata.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tegata.common.problem.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Goal: docs/errors.md says what the catalogues say; {@code -Dtegata.docs.write=true} prints it
 * anew.
 */
class ErrorsPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "errors.md");

    private static final Map<String, String> OWNERS =
            Map.of(
                    "CommonError", "Every service",
                    "PaymentError", "Payments",
                    "LedgerError", "The ledger (between services)",
                    "ReconcilerError", "Reconciliation",
                    "GatewayError", "The gateway");

    @Test
    void thePageIsWhatTheCataloguesSay() throws IOException {
        String printed = print();
        if (Boolean.getBoolean("tegata.docs.write")) {
            Files.writeString(PAGE, printed);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(printed);
    }

    @Test
    void oneCodeHasOneStatusAndOneAdviceWhereverItStands() {
        catalogues().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(ErrorCode::code))
                .forEach(
                        (code, rows) ->
                                assertThat(rows.stream().map(ErrorCode::status).distinct())
                                        .as(code)
                                        .hasSize(1));
    }

    private static String print() {
        var page =
                new StringBuilder(
                        """
                # Errors

                Every error is an RFC 9457 problem (`application/problem+json`) with a `code` to branch on; its `type` is
                `urn:tegata:error:` and the code with hyphens. Codes are never renamed or reused. `retry`: `never` as it is;
                `same_key` or `new_key` with that idempotency key; `after` the time in `Retry-After`. `outcome` says whether
                money moved.

                This page is printed from the catalogues by `ErrorsPageTest`.
                """);
        catalogues()
                .forEach(
                        (owner, rows) -> {
                            page.append("\n## ")
                                    .append(owner)
                                    .append(
                                            "\n\n| code | status | retry | outcome | meaning |\n|---|---|---|---|---|\n");
                            rows.forEach(
                                    row ->
                                            page.append(
                                                    "| `%s` | %d | `%s` | `%s` | %s |%n"
                                                            .formatted(
                                                                    row.code(),
                                                                    row.status(),
                                                                    row.retry().code(),
                                                                    row.outcome().code(),
                                                                    row.title())));
                        });
        return page.toString();
    }

    /** Each enum of errors on the class path, under its owner's name. */
    private static Map<String, List<ErrorCode>> catalogues() {
        var found = new TreeMap<String, List<ErrorCode>>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.tegata")) {
            if (type.isEnum() && type.isAssignableTo(ErrorCode.class)) {
                String owner = OWNERS.get(type.getSimpleName());
                assertThat(owner).as("an owner for %s", type.getName()).isNotNull();
                found.put(owner, rows(type));
            }
        }
        assertThat(found).hasSize(OWNERS.size());
        return found;
    }

    private static List<ErrorCode> rows(JavaClass type) {
        return Stream.of(type.reflect().getEnumConstants()).map(ErrorCode.class::cast).toList();
    }
}
