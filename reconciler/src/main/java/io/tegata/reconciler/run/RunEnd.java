package io.tegata.reconciler.run;

import org.jspecify.annotations.Nullable;

/** How a run ended, and why it did not close. */
record RunEnd(Run.Status status, @Nullable String reason, RunReport report) {}
