@NullMarked
package io.tegata.allinone;

import org.jspecify.annotations.NullMarked;
