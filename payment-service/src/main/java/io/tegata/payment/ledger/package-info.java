@NullMarked
@CheckReturnValue
package io.tegata.payment.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
