@NullMarked
package io.tegata.allinone.demo;

import org.jspecify.annotations.NullMarked;
