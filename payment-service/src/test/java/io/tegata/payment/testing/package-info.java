/** What the tests of this service share. */
@NullMarked
package io.tegata.payment.testing;

import org.jspecify.annotations.NullMarked;
