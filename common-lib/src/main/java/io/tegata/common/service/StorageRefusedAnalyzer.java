package io.tegata.common.service;

import io.tegata.storage.StorageRefused;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A start that the database prevents ends with what is wrong and what to do, instead of a stack
 * trace.
 */
final class StorageRefusedAnalyzer extends AbstractFailureAnalyzer<StorageRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StorageRefused cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
