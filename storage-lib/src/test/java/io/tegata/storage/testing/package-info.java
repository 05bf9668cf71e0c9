@NullMarked
package io.tegata.storage.testing;

import org.jspecify.annotations.NullMarked;
