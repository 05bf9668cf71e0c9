@NullMarked
package io.tegata.journey;

import org.jspecify.annotations.NullMarked;
