/** What the ledger's endpoints have in common: reading fields and pages, writing times. */
@NullMarked
@CheckReturnValue
package io.tegata.ledger.rest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
