/**
 * What payment-service says happened, and the rules that turn it into journal entries and holds.
 */
@NullMarked
@CheckReturnValue
package io.tegata.ledger.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
