@NullMarked
@CheckReturnValue
package io.tegata.ledger.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
