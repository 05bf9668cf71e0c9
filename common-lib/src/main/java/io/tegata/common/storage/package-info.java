@NullMarked
@CheckReturnValue
package io.tegata.common.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
