@NullMarked
@CheckReturnValue
package io.tegata.reconciler.neighbour;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
