package io.tegata.reconciler.custody;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file of the inbox in a run.
 *
 * @param sequence null when the file is too damaged to tell
 * @param status {@code taken}, {@code replayed} (known before) or {@code held}
 * @param fault why it is held
 */
public record FileOutcome(
        String acquirer,
        String file,
        @Nullable Long sequence,
        long lines,
        String status,
        @Nullable FileFault fault) {}
