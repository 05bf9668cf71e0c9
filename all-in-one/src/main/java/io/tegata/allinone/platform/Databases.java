package io.tegata.allinone.platform;

import java.util.List;

/** Where the services keep what they know: one database each. */
interface Databases extends AutoCloseable {

    /** As the start says it is ready. */
    String name();

    /** Makes each service's database if it is not there; a repeat changes nothing. */
    void create(List<String> services);

    /** The settings that lead a service to its database. */
    List<String> settings(String service);

    /** Returns when everything that was committed is safe, as far as it ever will be. */
    @Override
    void close();
}
