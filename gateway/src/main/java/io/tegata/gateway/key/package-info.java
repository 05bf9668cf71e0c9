@NullMarked
@CheckReturnValue
package io.tegata.gateway.key;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
