@NullMarked
@CheckReturnValue
package io.tegata.allinone.platform;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
