@NullMarked
@CheckReturnValue
package io.tegata.ledger.settlement.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
