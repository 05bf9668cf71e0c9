@NullMarked
@CheckReturnValue
package io.tegata.payment.resolver;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
