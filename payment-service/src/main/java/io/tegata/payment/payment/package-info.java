@NullMarked
@CheckReturnValue
package io.tegata.payment.payment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
