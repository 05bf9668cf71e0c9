/** Spanner's emulator as a database for tests. */
@NullMarked
package io.tegata.storage.spanner.testing;

import org.jspecify.annotations.NullMarked;
