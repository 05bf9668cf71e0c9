@NullMarked
@CheckReturnValue
package io.tegata.payment.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
