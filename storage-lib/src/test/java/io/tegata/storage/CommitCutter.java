package io.tegata.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A proxy before PostgreSQL that cuts the line when it is told to: now, before a COMMIT arrives, or
 * in place of its answer.
 */
final class CommitCutter implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI target;
    private final String suffix;
    private final CountDownLatch armed = new CountDownLatch(1);
    private final Queue<Socket> lines = new ConcurrentLinkedQueue<>();
    private volatile boolean before;
    private volatile boolean committing;

    CommitCutter(String jdbcUrl) throws IOException {
        target = URI.create(jdbcUrl.substring("jdbc:".length()));
        suffix = target.getRawPath() + "?" + target.getRawQuery();
        Thread _ = Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "jdbc:postgresql://localhost:" + door.getLocalPort() + suffix;
    }

    /** From now on the answer to a COMMIT is lost. */
    void cutAfterCommit() {
        armed.countDown();
    }

    /** From now on a COMMIT never arrives. */
    void cutBeforeCommit() {
        before = true;
        armed.countDown();
    }

    /** Cuts every line that is open. */
    void cutNow() {
        lines.forEach(CommitCutter::cut);
    }

    private static void cut(Socket line) {
        try {
            line.close();
        } catch (IOException closed) {
            return;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                var server = new Socket(target.getHost(), target.getPort());
                lines.add(client);
                lines.add(server);
                Thread _ = Thread.ofVirtual().start(() -> pump(server, client, false));
                Thread _ = Thread.ofVirtual().start(() -> pump(client, server, true));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean commit =
                        requests
                                && armed.getCount() == 0
                                && new String(buffer, 0, read, StandardCharsets.ISO_8859_1)
                                        .contains("COMMIT");
                if (commit && before) {
                    return;
                }
                if (commit) {
                    committing = true;
                } else if (!requests && committing) {
                    // The server has committed; the client never hears of it.
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
