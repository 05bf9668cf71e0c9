/** What tests of the whole repository share. */
@NullMarked
package io.tegata.testing;

import org.jspecify.annotations.NullMarked;
