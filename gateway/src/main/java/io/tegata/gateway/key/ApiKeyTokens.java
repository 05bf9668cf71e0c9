package io.tegata.gateway.key;

import io.tegata.gateway.key.KeyExchange.Answer;
import io.tegata.gateway.key.KeyExchange.AuthUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What API keys stand for, remembered for as long as it counts: at most {@value #MAX_KEYS} keys,
 * the least recently used dropped first. However many requests come with a key at once,
 * auth-service is asked once, by the first of them, and the others wait for it. A failure is not
 * remembered. Keys are held as their SHA-256 only. Safe for use by many threads.
 */
final class ApiKeyTokens {

    static final int MAX_KEYS = 10_000;
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

    private final KeyExchange exchange;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, FutureTask<Answer>> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, FutureTask<Answer>> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    ApiKeyTokens(KeyExchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * The key's token, or that it is refused.
     *
     * @throws AuthUnavailable when nobody can say
     */
    Answer of(String apiKey) {
        var ask = new FutureTask<>(() -> exchange.exchange(apiKey));
        FutureTask<Answer> task = knownOr(ask, hash(apiKey));
        // Does nothing where another request runs it, or ran it.
        task.run();
        try {
            return task.get(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof AuthUnavailable unavailable
                    ? unavailable
                    : new AuthUnavailable(failure);
        } catch (TimeoutException failure) {
            throw new AuthUnavailable(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuthUnavailable(interrupted);
        }
    }

    private FutureTask<Answer> knownOr(FutureTask<Answer> ask, String hash) {
        lock.lock();
        try {
            FutureTask<Answer> task = known.get(hash);
            if (task != null && counts(task)) {
                return task;
            }
            known.put(hash, ask);
            return ask;
        } finally {
            lock.unlock();
        }
    }

    private boolean counts(FutureTask<Answer> task) {
        return switch (task.state()) {
            case RUNNING -> true;
            case SUCCESS -> clock.instant().isBefore(task.resultNow().until());
            case FAILED, CANCELLED -> false;
        };
    }

    private static String hash(String apiKey) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(apiKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
