@NullMarked
@CheckReturnValue
package io.tegata.allinone;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
