@NullMarked
@CheckReturnValue
package io.tegata.gateway.edge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
