@NullMarked
@CheckReturnValue
package io.tegata.auth.merchant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
