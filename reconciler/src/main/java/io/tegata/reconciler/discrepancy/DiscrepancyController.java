package io.tegata.reconciler.discrepancy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.reconciler.matching.DiscrepancyClass;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists discrepancies for operators, in the order of their ids. */
@RestController
final class DiscrepancyController {

    private static final int MAX_LIMIT = 100;
    private static final Pattern RUN = Pattern.compile("[a-z0-9_]{1,40}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> STATUSES = Set.of("open", "auto_resolved");

    /** One discrepancy; the amount in signed minor units. */
    record DiscrepancyAnswer(
            String discrepancyId,
            @JsonProperty("class") String type,
            String severity,
            String status,
            long amountAtRisk,
            @Nullable String currency,
            @Nullable JsonNode paymentRow,
            @Nullable JsonNode otherRow,
            String firstSeenRun,
            String lastSeenRun,
            Instant firstSeenAt,
            Instant lastSeenAt) {}

    record Page(List<DiscrepancyAnswer> data, boolean hasMore, @Nullable String nextCursor) {}

    private final Transactions transactions;
    private final JsonMapper json;

    DiscrepancyController(Transactions transactions, JsonMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    @GetMapping("/v1/ops/discrepancies")
    Page list(
            @RequestParam(name = "run_id", required = false) @Nullable String run,
            @RequestParam(name = "class", required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String after) {
        require(run == null || RUN.matcher(run).matches(), "run_id");
        require(type == null || isClass(type), "class");
        require(status == null || STATUSES.contains(status), "status");
        require(limit >= 1 && limit <= MAX_LIMIT, "limit");
        require(after == null || FINGERPRINT.matcher(after).matches(), "starting_after");
        List<DiscrepancyAnswer> found = find(run, type, status, limit + 1, after);
        boolean more = found.size() > limit;
        List<DiscrepancyAnswer> page = more ? found.subList(0, limit) : found;
        return new Page(page, more, more ? page.getLast().discrepancyId() : null);
    }

    private static boolean isClass(String type) {
        return Arrays.stream(DiscrepancyClass.values())
                .anyMatch(known -> known.name().equals(type));
    }

    private static void require(boolean holds, String parameter) {
        if (!holds) {
            throw new ProblemException(
                    CommonError.INVALID_FIELD, parameter + ": the value is not one that it takes");
        }
    }

    private List<DiscrepancyAnswer> find(
            @Nullable String run,
            @Nullable String type,
            @Nullable String status,
            int most,
            @Nullable String after) {
        var conditions = new StringBuilder();
        Map<String, Object> values = new HashMap<>();
        values.put("after", after == null ? "" : after);
        values.put("most", most);
        if (run != null) {
            conditions.append(
                    " AND EXISTS (SELECT 1 FROM run_discrepancies r WHERE r.run_id = :run AND r.fingerprint = d.fingerprint)");
            values.put("run", run);
        }
        if (type != null) {
            conditions.append(" AND d.class = :class");
            values.put("class", type);
        }
        if (status != null) {
            conditions.append(" AND d.status = :status");
            values.put("status", status);
        }
        return transactions
                .sql(
                        """
                        SELECT d.fingerprint, d.class, d.severity, d.status, d.amount_at_risk, d.currency,
                               d.payment_row, d.other_row, d.first_seen_run, d.last_seen_run,
                               d.first_seen_at, d.last_seen_at
                        FROM discrepancies d WHERE d.fingerprint > :after
                        """
                                + conditions
                                + " ORDER BY d.fingerprint LIMIT :most")
                .params(values)
                .query((row, _) -> answer(row))
                .list();
    }

    private DiscrepancyAnswer answer(ResultSet row) throws SQLException {
        return new DiscrepancyAnswer(
                row.getString("fingerprint"),
                row.getString("class"),
                row.getString("severity"),
                row.getString("status"),
                row.getLong("amount_at_risk"),
                row.getString("currency"),
                evidence(row.getString("payment_row")),
                evidence(row.getString("other_row")),
                row.getString("first_seen_run"),
                row.getString("last_seen_run"),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant());
    }

    private @Nullable JsonNode evidence(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
