@NullMarked
@CheckReturnValue
package io.tegata.ledger.configuration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
