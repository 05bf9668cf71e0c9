@NullMarked
@CheckReturnValue
package io.tegata.allinone.console;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
