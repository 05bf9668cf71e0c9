/** Spanner behind the door of {@code io.tegata.storage}. */
@NullMarked
@CheckReturnValue
package io.tegata.storage.spanner;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
