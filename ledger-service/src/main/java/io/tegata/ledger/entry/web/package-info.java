@NullMarked
@CheckReturnValue
package io.tegata.ledger.entry.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
