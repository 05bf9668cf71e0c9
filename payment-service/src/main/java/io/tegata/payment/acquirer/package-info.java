@NullMarked
@CheckReturnValue
package io.tegata.payment.acquirer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
