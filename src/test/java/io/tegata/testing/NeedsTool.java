package io.tegata.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs another program, which not every machine has: skipped, loudly, where it is
 * absent, and failed instead where {@code TEGATA_TOOLS=required}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ToolIsThere.class)
public @interface NeedsTool {

    /** As {@link Tool} finds it: {@code helm}. */
    String value();
}
