@NullMarked
@CheckReturnValue
package io.tegata.reconciler.custody;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
