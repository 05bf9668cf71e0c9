package io.tegata.schema;

import io.tegata.schema.SchemaRule.Breach;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.Index;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rows that arrive together must not all land at one end of a key range: Spanner would serve them
 * from one split.
 */
final class HotSpotRules {

    /** Numbers that are no sequence: a hash of something, or the number of a writer. */
    private static final Set<String> SPREADING = Set.of("bucket", "list_bucket", "stripe");

    /** A key that leads with these has a tail for each value; so has one huge merchant. */
    private static final Set<String> FEW_VALUES =
            Set.of(
                    "account_type",
                    "acquirer",
                    "currency",
                    "kind",
                    "layout",
                    "merchant_id",
                    "mode",
                    "purpose",
                    "severity",
                    "state",
                    "status",
                    "type");

    private static final Set<String> NUMBERED_BY_CALLERS =
            Set.of("merchant_reference", "order_reference");

    private static final Set<String> GROWING_TYPES =
            Set.of(
                    "bigint",
                    "date",
                    "int",
                    "int8",
                    "integer",
                    "numeric",
                    "spanner.commit_timestamp",
                    "timestamptz");

    /** Whatever its type: a date may well be text. */
    private static final Pattern GROWING_NAMES =
            Pattern.compile("(\\w+_)?(at|date|day|time|no|number|sequence|version|generation)");

    private static final String SIMULATOR = "the simulated bank's book is no part of the platform";

    private HotSpotRules() {}

    static List<SchemaRule> all() {
        return List.of(
                SchemaRule.ofTables(
                                "growing",
                                "behind columns of few values, no key or index on Spanner continues"
                                        + " with a time, a sequence or what its caller counts up",
                                HotSpotRules::growing)
                        .except(
                                Map.of(
                                        "acquirer-simulator.payout_files",
                                        SIMULATOR,
                                        "acquirer-simulator.payout_lines",
                                        SIMULATOR,
                                        "acquirer-simulator.charges_by_order",
                                        SIMULATOR,
                                        "auth-service.signing_keys",
                                        "a row for each rotation of a key",
                                        "payment-service.ix_payments_reference",
                                        "only a merchant that counts its references up has a tail,"
                                                + " and it is that merchant's alone",
                                        "reconciler.settlement_files_sequence",
                                        "a row for each file of an acquirer, a few a day")),
                SchemaRule.ofTables(
                                "merchant first",
                                "rows of a merchant lead with it",
                                HotSpotRules::merchantFirst)
                        .except(
                                Map.ofEntries(
                                        Map.entry(
                                                "auth-service.api_clients",
                                                "found by the id that the client sends, which says"
                                                        + " whose it is"),
                                        Map.entry(
                                                "auth-service.api_keys",
                                                "found by the key's hash, which says whose it is"),
                                        Map.entry(
                                                "ledger-service.holds",
                                                "found by its random id; it belongs to an account"),
                                        Map.entry(
                                                "ledger-service.journal_entries",
                                                "found by its random id; not every entry has a"
                                                        + " merchant"),
                                        Map.entry(
                                                "ledger-service.source_records",
                                                "found by the random id of what caused it; not"
                                                        + " every source has a merchant"),
                                        Map.entry(
                                                "payment-service.due_operations",
                                                "a work list of all merchants leads with its"
                                                        + " bucket"),
                                        Map.entry(
                                                "payment-service.idempotency_keys",
                                                "the key is a hash over the merchant and its key"),
                                        Map.entry(
                                                "payment-service.merchant_references",
                                                "the key is a hash over the merchant and its"
                                                        + " reference"),
                                        Map.entry(
                                                "payment-service.operation_results",
                                                "exports read all merchants in the order of the"
                                                        + " random operation id (decision 0008)"),
                                        Map.entry(
                                                "payment-service.outbox",
                                                "a queue of all merchants leads with its bucket"),
                                        Map.entry(
                                                "payment-service.settled_lines",
                                                "found by the random attempt id, all that the"
                                                        + " acquirer knows"))),
                SchemaRule.ofTables(
                        "hashed keys",
                        "idempotency keys and references are keyed by a hash alone",
                        HotSpotRules::hashedKeys),
                SchemaRule.ofTables(
                        "bucket first",
                        "the outbox and due work lead with a bucket and end with an id",
                        HotSpotRules::bucketFirst),
                SchemaRule.ofTables(
                        "stripe first", "balances lead with a stripe", HotSpotRules::stripeFirst),
                SchemaRule.ofTables(
                        "list bucket",
                        "a table with a list bucket has a list index, which leads with merchant and"
                                + " bucket",
                        HotSpotRules::listBucket));
    }

    private static Stream<Breach> growing(Schema schema, Table table) {
        Stream<Breach> key =
                growing(table, table.primaryKey())
                        .map(
                                column ->
                                        breach(
                                                schema,
                                                table.name(),
                                                "has a key in which " + column));
        Stream<Breach> indexes =
                table.indexes().stream()
                        .filter(index -> index.databases().contains(Dialect.SPANNER))
                        .flatMap(
                                index ->
                                        growing(table, index.columns())
                                                .map(
                                                        column ->
                                                                breach(
                                                                        schema,
                                                                        index.name(),
                                                                        "is an index in which "
                                                                                + column)));
        return Stream.concat(key, indexes);
    }

    /** What grows at the first place behind the columns of few values. */
    private static Stream<String> growing(Table table, List<String> columns) {
        return columns.stream()
                .dropWhile(FEW_VALUES::contains)
                .limit(1)
                .flatMap(name -> table.column(name).stream())
                .filter(HotSpotRules::grows)
                .map(column -> column.name() + " grows");
    }

    private static boolean grows(Column column) {
        return !SPREADING.contains(column.name())
                && (GROWING_TYPES.contains(column.spannerType())
                        || GROWING_TYPES.contains(column.type())
                        || GROWING_NAMES.matcher(column.name()).matches()
                        || NUMBERED_BY_CALLERS.contains(column.name()));
    }

    private static Stream<Breach> merchantFirst(Schema schema, Table table) {
        return breachIf(
                table.has("merchant_id") && !leads(table.primaryKey(), "merchant_id"),
                schema,
                table,
                "has a merchant_id and does not lead with it");
    }

    private static Stream<Breach> hashedKeys(Schema schema, Table table) {
        boolean hashed =
                table.primaryKey().size() == 1
                        && table.primaryKey().getFirst().endsWith("_hash")
                        && table.column(table.primaryKey().getFirst())
                                .filter(column -> column.type().matches("varchar\\(64\\)|bytea"))
                                .isPresent();
        return breachIf(
                table.name().matches("idempotency_keys|\\w+_references") && !hashed,
                schema,
                table,
                "is not keyed by a varchar(64) or bytea …_hash alone");
    }

    private static Stream<Breach> bucketFirst(Schema schema, Table table) {
        boolean spread =
                leads(table.primaryKey(), "bucket") && table.primaryKey().getLast().endsWith("_id");
        return breachIf(
                table.name().matches("(\\w+_)?outbox|due_\\w+") && !spread,
                schema,
                table,
                "has a key that does not go from a bucket to an id");
    }

    private static Stream<Breach> stripeFirst(Schema schema, Table table) {
        return breachIf(
                table.name().matches("(\\w+_)?balances") && !leads(table.primaryKey(), "stripe"),
                schema,
                table,
                "does not lead with a stripe");
    }

    private static Stream<Breach> listBucket(Schema schema, Table table) {
        List<Index> lists =
                table.indexes().stream()
                        .filter(
                                index ->
                                        index.name().endsWith("_list")
                                                || index.columns().contains("list_bucket"))
                        .toList();
        Stream<Breach> unspread =
                lists.stream()
                        .filter(index -> !leads(index.columns(), "merchant_id", "list_bucket"))
                        .map(
                                index ->
                                        breach(
                                                schema,
                                                index.name(),
                                                "does not lead with (merchant_id, list_bucket)"));
        return Stream.concat(
                unspread,
                breachIf(
                        table.has("list_bucket") && lists.isEmpty(),
                        schema,
                        table,
                        "has a list bucket and no list index"));
    }

    private static boolean leads(List<String> columns, String... lead) {
        return columns.size() >= lead.length
                && columns.subList(0, lead.length).equals(List.of(lead));
    }

    private static Stream<Breach> breachIf(
            boolean broken, Schema schema, Table table, String what) {
        return broken ? Stream.of(breach(schema, table.name(), what)) : Stream.empty();
    }

    private static Breach breach(Schema schema, String subject, String what) {
        return new Breach(schema.service() + "." + subject, what);
    }
}
