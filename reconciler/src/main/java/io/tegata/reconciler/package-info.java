@NullMarked
@CheckReturnValue
package io.tegata.reconciler;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
