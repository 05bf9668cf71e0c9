@NullMarked
@CheckReturnValue
package io.tegata.auth.key;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
