package io.tegata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: the arrows and bans of docs/ARCHITECTURE.md hold, and each of their rules has been seen to
 * fail.
 */
class ArchitectureTest {

    private static final String PRODUCT = "io.tegata";
    private static final String FIXTURES = "io.tegata.architecture.fixture.";
    private static final int MAX_PUBLIC_TYPES = 30;

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(
                            location ->
                                    !location.contains("test-classes")
                                            && !location.contains("-tests.jar"))
                    .importPackages(PRODUCT);

    static List<String> ruleNames() {
        return List.copyOf(new Rules(PRODUCT).byName().keySet());
    }

    @ParameterizedTest
    @MethodSource("ruleNames")
    void theProductKeepsTheRule(String name) {
        rule(PRODUCT, name).check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("ruleNames")
    void theRuleFailsOnItsFixture(String name) {
        String root = FIXTURES + name;
        JavaClasses fixture = new ClassFileImporter().importPackages(root);
        assertThat(fixture).as("the fixture of rule %s", name).isNotEmpty();
        assertThat(rule(root, name).evaluate(fixture).hasViolation())
                .as("rule %s sees what its fixture breaks", name)
                .isTrue();
    }

    @Test
    void everyServiceWasLookedAt() {
        Set<String> seen =
                CLASSES.stream()
                        .map(type -> type.getPackageName().split("\\.", -1))
                        .filter(parts -> parts.length > 2)
                        .map(parts -> parts[2])
                        .collect(Collectors.toSet());
        assertThat(seen)
                .contains(
                        "allinone",
                        "auth",
                        "common",
                        "gateway",
                        "ledger",
                        "payment",
                        "reconciler",
                        "simulator");
    }

    @Test
    void commonLibStaysThin() {
        List<String> open =
                CLASSES.stream()
                        .filter(type -> type.getPackageName().startsWith("io.tegata.common."))
                        .filter(
                                type ->
                                        type.isTopLevelClass()
                                                && type.getModifiers()
                                                        .contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .sorted()
                        .toList();
        assertThat(open)
                .as("public types of common-lib")
                .hasSizeLessThanOrEqualTo(MAX_PUBLIC_TYPES);
    }

    private static ArchRule rule(String root, String name) {
        return Objects.requireNonNull(new Rules(root).byName().get(name), name);
    }
}
