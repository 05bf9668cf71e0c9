@NullMarked
@CheckReturnValue
package io.tegata.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
