package io.tegata.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.journey.Http.Answer;
import io.tegata.storage.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Goal: after all kinds of operations the three books agree, and the run proves it by totals that
 * close.
 */
@Tag(TestDatabase.BOTH)
class ReconciliationJourneyTest {

    private static Platform platform;
    private static Merchant merchant;

    @BeforeAll
    static void start() {
        platform = Platform.get();
        merchant = Merchant.create(platform);
    }

    @Test
    void paymentsLedgerAndSettlementFileAgree() {
        String captured = merchant.payNow(2_000).at("/id");
        assertThat(merchant.refund(captured, captured + "-r", 500).status()).isEqualTo(201);
        String authorized = merchant.authorize(800).at("/id");
        assertThat(merchant.capture(authorized, authorized + "-c", 300, true).status())
                .isEqualTo(201);
        String voided = merchant.authorize(900).at("/id");
        assertThat(merchant.voidRest(voided, voided + "-v").status()).isEqualTo(201);

        Answer file = Operator.settle(platform);
        assertThat(file.number("/lines")).as(file.body()).isGreaterThanOrEqualTo(3);
        JsonNode run = Operator.reconcile(platform);

        assertThat(run.at("/status").asString()).as(run.toString()).isEqualTo("closed");
        assertThat(run.at("/open").longValue()).as(run.toString()).isZero();
        assertThat(run.at("/discrepancies").propertyNames())
                .contains("I1", "I2", "I3", "I4", "I5", "E1", "E2", "E3", "E4");
        run.at("/discrepancies").forEach(count -> assertThat(count.longValue()).isZero());
        assertThat(merchant.get("/v1/payments/" + captured).number("/amount_settled/amount"))
                .isEqualTo(2_000);

        JsonNode balance = Operator.get(platform, "/v1/ops/ledger/trial_balance").json();
        assertThat(balance.at("/currencies").size()).isPositive();
        for (JsonNode currency : balance.at("/currencies")) {
            assertThat(currency.at("/difference").longValue()).as(currency.toString()).isZero();
            assertThat(currency.at("/debits").longValue()).as(currency.toString()).isPositive();
        }
        assertThat(Operator.book(platform).number("/double_charges")).isZero();
    }
}
