@NullMarked
@CheckReturnValue
package io.tegata.reconciler.matching;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
