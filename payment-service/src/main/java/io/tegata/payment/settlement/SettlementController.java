package io.tegata.payment.settlement;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The reconciler tells which operations the acquirer has settled. */
@RestController
class SettlementController {

    private static final int MAX_LINES = 256;

    record Settlements(String acquirer, String fileHash, List<SettledLine> lines) {}

    record Results(List<SettleLines.Result> results) {}

    private final SettleLines settleLines;

    SettlementController(SettleLines settleLines) {
        this.settleLines = settleLines;
    }

    @PostMapping("/internal/v1/settlements")
    Results settle(@RequestBody Settlements request) {
        if (request.acquirer() == null || request.fileHash() == null || request.lines() == null) {
            throw new ProblemException(
                    CommonError.INVALID_FIELD, "acquirer, file_hash and lines are required");
        }
        if (request.lines().size() > MAX_LINES) {
            throw new ProblemException(
                    CommonError.INVALID_FIELD, "at most " + MAX_LINES + " lines in one request");
        }
        return new Results(
                settleLines.settle(request.acquirer(), request.fileHash(), request.lines()));
    }
}
