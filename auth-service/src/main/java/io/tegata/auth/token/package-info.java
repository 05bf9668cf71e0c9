@NullMarked
@CheckReturnValue
package io.tegata.auth.token;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
