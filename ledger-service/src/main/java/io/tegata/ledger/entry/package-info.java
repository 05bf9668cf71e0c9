@NullMarked
@CheckReturnValue
package io.tegata.ledger.entry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
