@NullMarked
package io.tegata.reconciler.custody;

import org.jspecify.annotations.NullMarked;
