package io.tegata.testing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link NeedsTool} promises. */
final class ToolIsThere implements ExecutionCondition {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ConditionEvaluationResult decision =
                AnnotationSupport.findAnnotation(context.getElement(), NeedsTool.class)
                        .map(needs -> decide(needs.value(), System.getenv()))
                        .orElse(ConditionEvaluationResult.enabled("it needs no tool"));
        if (decision.isDisabled()) {
            decision.getReason()
                    .filter(SAID::add)
                    .ifPresent(reason -> System.err.println("\n*** " + reason + " ***\n"));
        }
        return decision;
    }

    /**
     * @throws IllegalStateException when the tool is absent and required
     */
    static ConditionEvaluationResult decide(String tool, Map<String, String> environment) {
        if (Tool.find(tool, environment).isPresent()) {
            return ConditionEvaluationResult.enabled(tool + " is there");
        }
        String reason =
                "NOT RUN: no %s, neither at %s nor on the PATH"
                        .formatted(tool, Tool.variable(tool));
        if ("required".equals(environment.get("TEGATA_TOOLS"))) {
            throw new IllegalStateException(reason + " (and TEGATA_TOOLS=required)");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
