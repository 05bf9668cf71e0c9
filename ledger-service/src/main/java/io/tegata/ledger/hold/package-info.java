@NullMarked
@CheckReturnValue
package io.tegata.ledger.hold;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
