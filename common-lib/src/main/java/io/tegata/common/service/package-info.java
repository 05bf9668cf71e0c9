@NullMarked
@CheckReturnValue
package io.tegata.common.service;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
