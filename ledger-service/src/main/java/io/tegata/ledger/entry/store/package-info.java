@NullMarked
@CheckReturnValue
package io.tegata.ledger.entry.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
