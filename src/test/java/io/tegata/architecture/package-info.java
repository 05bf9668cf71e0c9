@NullMarked
package io.tegata.architecture;

import org.jspecify.annotations.NullMarked;
