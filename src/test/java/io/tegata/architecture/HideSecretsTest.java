package io.tegata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Goal: the rule about secrets sees each way to show one, and its exceptions become fewer. */
class HideSecretsTest {

    static final Set<String> NOT_YET = HideSecrets.NOT_YET;

    @ParameterizedTest
    @CsvSource({"Generated, true", "Spelled, true", "Token, true", "Silent, false"})
    void seesWhatARecordShows(String record, boolean shows) {
        assertThat(shows("io.tegata.architecture.fixture.secrets." + record)).isEqualTo(shows);
    }

    @ParameterizedTest
    @FieldSource("NOT_YET")
    void anExceptionIsStillNeeded(String record) {
        assertThat(shows(record)).as("take %s off the list", record).isTrue();
    }

    private static boolean shows(String record) {
        var classes =
                new ClassFileImporter()
                        .importPackages(record.substring(0, record.lastIndexOf('.')))
                        .that(JavaClass.Predicates.equivalentTo(load(record)));
        assertThat(classes).hasSize(1);
        return ArchRuleDefinition.classes()
                .should(new HideSecrets())
                .evaluate(classes)
                .hasViolation();
    }

    private static Class<?> load(String record) {
        try {
            return Class.forName(record, false, HideSecretsTest.class.getClassLoader());
        } catch (ClassNotFoundException gone) {
            throw new AssertionError("take " + record + " off the list: it is gone", gone);
        }
    }
}
