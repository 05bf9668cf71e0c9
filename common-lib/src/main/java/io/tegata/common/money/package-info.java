@NullMarked
@CheckReturnValue
package io.tegata.common.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
