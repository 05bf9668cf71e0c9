package io.tegata.simulator.settlement;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets the demo and the tests say when the bank's day ends. */
@RestController
final class SettlementController {

    private final WriteSettlementFile writeSettlementFile;

    SettlementController(WriteSettlementFile writeSettlementFile) {
        this.writeSettlementFile = writeSettlementFile;
    }

    @PostMapping("/admin/settlement_files")
    WriteSettlementFile.Written write() {
        return writeSettlementFile.write();
    }
}
