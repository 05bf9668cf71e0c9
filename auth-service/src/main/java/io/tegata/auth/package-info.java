@NullMarked
@CheckReturnValue
package io.tegata.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
