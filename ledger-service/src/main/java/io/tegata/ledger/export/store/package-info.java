@NullMarked
@CheckReturnValue
package io.tegata.ledger.export.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
