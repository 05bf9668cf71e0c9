@NullMarked
package io.tegata.reconciler.run;

import org.jspecify.annotations.NullMarked;
