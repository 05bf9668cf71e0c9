@NullMarked
@CheckReturnValue
package io.tegata.common.id;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
