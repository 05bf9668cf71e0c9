package io.tegata.storage.testing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips, loudly, tests for a kind of database that is not here, and fails them instead where {@code
 * TEGATA_TOOLS=required}. Where the database is there, it skips nothing. JUnit finds it by itself.
 */
public final class DatabaseIsThere implements ExecutionCondition {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> absent = TestDatabase.SERVER.absent();
        if (absent.isEmpty()) {
            return ConditionEvaluationResult.enabled("the database is there");
        }
        String reason = "NOT RUN on " + TestDatabase.SERVER.kind() + ": " + absent.get();
        if ("required".equals(System.getenv("TEGATA_TOOLS"))) {
            throw new IllegalStateException(reason + " (and TEGATA_TOOLS=required)");
        }
        if (SAID.compareAndSet(false, true)) {
            System.err.println("\n*** " + reason + " ***\n");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
