@NullMarked
@CheckReturnValue
package io.tegata.payment.acquirer.cardsimulator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
