package io.tegata.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the request that this thread works for is given up by its sender. Nothing is begun, and
 * nothing tried again, after it. Bound for the time of a call; safe for use by many threads.
 */
public final class Deadline {

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private static final Deadline NEVER = new Deadline(Clock.systemUTC(), Instant.MAX);

    private final Clock clock;
    private final Instant end;

    private Deadline(Clock clock, Instant end) {
        this.clock = clock;
        this.end = end;
    }

    /**
     * Does the work with this much time from now; an earlier deadline that is there already stays.
     */
    public static <T extends @Nullable Object, X extends Throwable> T within(
            Clock clock, Duration time, ScopedValue.CallableOp<T, X> work) throws X {
        Instant end = clock.instant().plus(time);
        Optional<Deadline> outer = current();
        if (outer.isPresent() && outer.get().end.isBefore(end)) {
            end = outer.get().end;
        }
        return ScopedValue.where(CURRENT, new Deadline(clock, end)).call(work);
    }

    /**
     * Does the work whoever still waits for it: what was begun outside, with somebody's money, is
     * brought to its end.
     */
    public static <T extends @Nullable Object, X extends Throwable> T ignored(
            ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, NEVER).call(work);
    }

    public static Optional<Deadline> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Zero or less once it is over. */
    public Duration left() {
        return Duration.between(clock.instant(), end);
    }

    /** The smaller of the time left and the given one, at least zero. */
    public static Duration leftAtMost(Duration most) {
        Duration left = current().map(Deadline::left).orElse(most);
        return left.compareTo(most) > 0 ? most : left.isNegative() ? Duration.ZERO : left;
    }
}
