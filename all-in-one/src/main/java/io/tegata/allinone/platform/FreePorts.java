package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds ports before anybody listens on them, so that services can start side by side and know each
 * other's address. They lie below the range from which operating systems take the ports of outgoing
 * connections: nothing grabs one between the look and the use.
 */
final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int MAX_TRIES = 200;

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();

    FreePorts(RandomGenerator random) {
        this.random = random;
    }

    /** A port of the loopback address that nobody listens on and that was not given before. */
    int next() {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            int port = random.nextInt(FIRST, END);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw Refused.because(
                "No free port was found between %d and %d.".formatted(FIRST, END - 1));
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // Without it a port would look taken for a minute after its last user has gone.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
