@NullMarked
@CheckReturnValue
package io.tegata.reconciler.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
