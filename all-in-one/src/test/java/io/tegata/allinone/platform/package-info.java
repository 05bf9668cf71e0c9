@NullMarked
package io.tegata.allinone.platform;

import org.jspecify.annotations.NullMarked;
