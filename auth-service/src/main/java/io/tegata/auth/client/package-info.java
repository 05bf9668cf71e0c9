@NullMarked
@CheckReturnValue
package io.tegata.auth.client;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
