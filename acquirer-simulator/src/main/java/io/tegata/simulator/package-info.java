@NullMarked
@CheckReturnValue
package io.tegata.simulator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
