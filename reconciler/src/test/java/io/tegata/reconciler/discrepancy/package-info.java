@NullMarked
package io.tegata.reconciler.discrepancy;

import org.jspecify.annotations.NullMarked;
