@NullMarked
package io.tegata.schema;

import org.jspecify.annotations.NullMarked;
