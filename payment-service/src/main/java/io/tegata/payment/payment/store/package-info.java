@NullMarked
@CheckReturnValue
package io.tegata.payment.payment.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
