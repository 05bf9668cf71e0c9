@NullMarked
@CheckReturnValue
package io.tegata.payment.payment.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
