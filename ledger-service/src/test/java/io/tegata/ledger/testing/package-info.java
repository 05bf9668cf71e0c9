@NullMarked
@CheckReturnValue
package io.tegata.ledger.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
