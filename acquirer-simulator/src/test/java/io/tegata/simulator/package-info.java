@NullMarked
package io.tegata.simulator;

import org.jspecify.annotations.NullMarked;
