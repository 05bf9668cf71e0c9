package io.tegata.payment.export;

import static io.tegata.payment.testing.TestCommands.pay;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.storage.testing.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal: an export of the same T has the same lines, sorted, whatever ends meanwhile. */
@Tag(TestDatabase.BOTH)
class ExportControllerTest {

    private final RunningPayments service = RunningPayments.shared();
    private final ExportController exports = service.bean(ExportController.class);
    private final JsonMapper json = service.bean(JsonMapper.class);

    @Test
    void theSameTimeHasTheSameRows() throws IOException {
        Started approved = service.start(pay("approved", 700));
        Payment _ = service.succeed(approved);
        Started declined = service.start(pay("declined", 300));
        Reply _ = service.end(declined, OperationStatus.DECLINED);
        Instant settled = exports.cut().databaseTime();
        List<JsonNode> rows = export(settled, "operation");

        Started later = service.start(pay("later", 500));
        Payment _ = service.succeed(later);

        assertThat(export(settled, "operation")).isEqualTo(rows);
        assertThat(values(rows, "operation_id")).isSorted();
        assertThat(values(export(settled, "attempt"), "attempt_id"))
                .isSorted()
                .contains(approved.operation().attemptId(), declined.operation().attemptId())
                .doesNotContain(later.operation().attemptId());
        assertThat(rows)
                .filteredOn(
                        row -> row.get("operation_id").asString().equals(approved.operation().id()))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.get("amount").asLong()).isEqualTo(700);
                            assertThat(row.get("status").asString()).isEqualTo("succeeded");
                            assertThat(Instant.parse(row.get("source_at").asString()))
                                    .isBeforeOrEqualTo(settled);
                        });
    }

    /** The rows, without the last line, which counts them. */
    private List<JsonNode> export(Instant settled, String order) throws IOException {
        var response = new MockHttpServletResponse();
        exports.operations(settled.toString(), order, response);
        var rows = new ArrayList<JsonNode>();
        response.getContentAsString().lines().map(json::readTree).forEach(rows::add);
        JsonNode end = rows.removeLast();
        assertThat(end.get("end").asBoolean()).isTrue();
        assertThat(end.get("rows").asInt()).isEqualTo(rows.size());
        return rows;
    }

    private static List<String> values(List<JsonNode> rows, String field) {
        return rows.stream().map(row -> row.get(field).asString()).toList();
    }
}
