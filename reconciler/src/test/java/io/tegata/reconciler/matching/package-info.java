@NullMarked
package io.tegata.reconciler.matching;

import org.jspecify.annotations.NullMarked;
