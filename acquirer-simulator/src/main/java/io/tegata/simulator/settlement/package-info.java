@NullMarked
@CheckReturnValue
package io.tegata.simulator.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
