@NullMarked
@CheckReturnValue
package io.tegata.gateway.route;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
