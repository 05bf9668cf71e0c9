@NullMarked
@CheckReturnValue
package io.tegata.allinone.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
