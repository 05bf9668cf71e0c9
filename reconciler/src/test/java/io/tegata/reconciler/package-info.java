@NullMarked
package io.tegata.reconciler;

import org.jspecify.annotations.NullMarked;
