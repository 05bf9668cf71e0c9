@NullMarked
@CheckReturnValue
package io.tegata.ledger.event.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
