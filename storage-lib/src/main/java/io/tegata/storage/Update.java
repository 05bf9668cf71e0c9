package io.tegata.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guarded update or delete with {@code ?} marks.
 *
 * @param expected the number of rows that it must hit
 * @param arguments one for each mark: {@link String}, {@link Long}, {@link Integer}, {@link
 *     Boolean}, {@code byte[]}, {@link java.time.OffsetDateTime} or null
 */
public record Update(int expected, String sql, List<@Nullable Object> arguments) {}
