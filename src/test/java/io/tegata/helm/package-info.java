/** The charts under {@code helm/}, rendered by the real helm. */
@NullMarked
package io.tegata.helm;

import org.jspecify.annotations.NullMarked;
