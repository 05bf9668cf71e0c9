@NullMarked
@CheckReturnValue
package io.tegata.ledger.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
