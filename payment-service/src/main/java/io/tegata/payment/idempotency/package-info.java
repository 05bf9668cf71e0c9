@NullMarked
@CheckReturnValue
package io.tegata.payment.idempotency;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
