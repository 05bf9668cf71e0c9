@NullMarked
@CheckReturnValue
package io.tegata.simulator.book;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
