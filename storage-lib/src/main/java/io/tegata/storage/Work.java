package io.tegata.storage;

import org.jspecify.annotations.Nullable;

/**
 * What happens inside one database transaction. It may run more than once (an aborted attempt is
 * run again), so it only reads, decides and buffers writes; it never calls another service. A
 * refusal is returned, not thrown.
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    T in(Transaction tx);
}
