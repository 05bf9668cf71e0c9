@NullMarked
@CheckReturnValue
package io.tegata.ledger.account.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
