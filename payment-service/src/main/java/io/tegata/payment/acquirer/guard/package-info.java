@NullMarked
@CheckReturnValue
package io.tegata.payment.acquirer.guard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
