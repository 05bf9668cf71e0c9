@NullMarked
@CheckReturnValue
package io.tegata.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
