@NullMarked
@CheckReturnValue
package io.tegata.ledger.export.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
