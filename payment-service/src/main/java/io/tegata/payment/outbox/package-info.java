@NullMarked
@CheckReturnValue
package io.tegata.payment.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
