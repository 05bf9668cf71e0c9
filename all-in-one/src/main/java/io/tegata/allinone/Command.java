package io.tegata.allinone;

import io.tegata.allinone.platform.Storage;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface Command {

    record Help() implements Command {}

    /**
     * The platform, on this port, with its data kept in this folder; without one in a temporary
     * folder, since a Spanner emulator keeps nothing either.
     */
    record Start(int port, @Nullable Path data, Storage storage) implements Command {}

    /**
     * The demo. Without a port it takes a free one, without a folder a temporary one that is
     * deleted at the end.
     */
    record Demo(
            Orders orders,
            OptionalInt port,
            @Nullable Path data,
            @Nullable Path json,
            Storage storage)
            implements Command {}

    /** Where the demo's orders come from. */
    sealed interface Orders {

        record FromFile(Path file) implements Orders {}

        /** Made up: the same seed makes the same orders. */
        record MadeUp(long seed, int count) implements Orders {}
    }
}
