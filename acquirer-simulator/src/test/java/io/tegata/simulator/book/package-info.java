@NullMarked
package io.tegata.simulator.book;

import org.jspecify.annotations.NullMarked;
