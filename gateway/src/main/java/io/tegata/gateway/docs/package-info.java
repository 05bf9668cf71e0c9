@NullMarked
@CheckReturnValue
package io.tegata.gateway.docs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
