@NullMarked
@CheckReturnValue
package io.tegata.reconciler.discrepancy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
