@NullMarked
package io.tegata.simulator.settlement;

import org.jspecify.annotations.NullMarked;
