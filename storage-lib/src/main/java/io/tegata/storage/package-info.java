@NullMarked
@CheckReturnValue
package io.tegata.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
