package io.tegata.allinone.platform;

/** On which database the platform runs. */
public sealed interface Storage {

    /** An embedded PostgreSQL in the data folder. */
    record Embedded() implements Storage {}

    /** The Spanner emulator: one that runs already, or one that this process starts. */
    record Emulator() implements Storage {}

    /** A Spanner instance of Google Cloud, with the account that this machine is signed in with. */
    record Instance(String project, String instance) implements Storage {}
}
