@NullMarked
package io.tegata.common.testing;

import org.jspecify.annotations.NullMarked;
