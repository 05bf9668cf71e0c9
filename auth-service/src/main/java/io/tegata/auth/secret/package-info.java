@NullMarked
@CheckReturnValue
package io.tegata.auth.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
