/** Lines of acquirers' settlement files, and the rule that books them. */
@NullMarked
@CheckReturnValue
package io.tegata.ledger.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
