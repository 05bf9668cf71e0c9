@NullMarked
@CheckReturnValue
package io.tegata.payment.export;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
