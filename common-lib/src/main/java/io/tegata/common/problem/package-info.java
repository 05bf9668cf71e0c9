@NullMarked
@CheckReturnValue
package io.tegata.common.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
