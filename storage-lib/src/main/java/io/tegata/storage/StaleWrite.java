package io.tegata.storage;

/**
 * A guarded write hit another number of rows than it must, or a key to insert was there: somebody
 * else was there first, or a fence was lost. The database transaction was rolled back; nothing of
 * it remains. Callers read again and decide; a blind retry is wrong.
 */
public final class StaleWrite extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleWrite(Throwable keyTaken) {
        super("a key to insert was there already", keyTaken);
    }

    /** The update hit another number of rows than it expected. */
    public StaleWrite(Update update, long hit) {
        super(
                "expected %d rows, hit %d: %s"
                        .formatted(
                                update.expected(),
                                hit,
                                update.sql().lines().findFirst().orElse("")));
    }
}
