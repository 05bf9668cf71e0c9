package io.tegata.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Leases in the table {@code leases(name, owner, fence, expires_at)}: one holder per name at a
 * time. The fence grows with every change of holder; work whose late write would do harm stores it
 * and compares. What only would be done twice, and is idempotent, needs no more than the lease.
 */
public final class Leases {

    /** A lease held until {@code expiresAt}; work under it ends before then. */
    public record Lease(String name, long fence, Instant expiresAt) {}

    private record Held(String owner, long fence, Instant expiresAt) {}

    private final Transactions transactions;
    private final Clock clock;
    private final String owner;

    /** The owner names this instance, and no other one ever. */
    public Leases(Transactions transactions, Clock clock, String owner) {
        this.transactions = transactions;
        this.clock = clock;
        this.owner = owner;
    }

    /** Takes or renews the lease; empty when another instance holds it. */
    public Optional<Lease> acquire(String name, Duration length) {
        try {
            return take(name, length);
        } catch (StaleWrite otherInstance) {
            return Optional.empty();
        }
    }

    private Optional<Lease> take(String name, Duration length) {
        Instant now = clock.instant();
        return transactions.readWrite(
                "acquire-lease",
                tx -> {
                    Optional<Held> held =
                            tx.sql("SELECT owner, fence, expires_at FROM leases WHERE name = :name")
                                    .param("name", name)
                                    .query(
                                            (row, _) ->
                                                    new Held(
                                                            row.getString("owner"),
                                                            row.getLong("fence"),
                                                            row.getObject(
                                                                            "expires_at",
                                                                            OffsetDateTime.class)
                                                                    .toInstant()))
                                    .optional();
                    if (held.isEmpty()) {
                        tx.insert(
                                Row.into("leases")
                                        .set("name", name)
                                        .set("owner", owner)
                                        .set("fence", 1L)
                                        .set("expires_at", now.plus(length)));
                        return Optional.of(new Lease(name, 1, now.plus(length)));
                    }
                    Held other = held.get();
                    boolean mine = other.owner.equals(owner);
                    if (!mine && other.expiresAt.isAfter(now)) {
                        return Optional.empty();
                    }
                    long fence = mine ? other.fence : other.fence + 1;
                    tx.update(
                            1,
                            "UPDATE leases SET owner = ?, fence = ?, expires_at = ? WHERE name = ? AND fence = ?",
                            owner,
                            fence,
                            now.plus(length),
                            name,
                            other.fence);
                    return Optional.of(new Lease(name, fence, now.plus(length)));
                });
    }

    /** Gives the lease back at shutdown, so that another instance need not wait for its end. */
    public void release(Lease lease) {
        transactions.write(
                "release-lease",
                tx ->
                        tx.sql(
                                        "UPDATE leases SET expires_at = :now WHERE name = :name AND owner = :owner AND fence = :fence")
                                .param("now", Transaction.time(clock.instant()))
                                .param("name", lease.name)
                                .param("owner", owner)
                                .param("fence", lease.fence)
                                .update());
    }
}
