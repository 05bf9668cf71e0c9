@NullMarked
package io.tegata.docs;

import org.jspecify.annotations.NullMarked;
