package io.tegata.auth.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.auth.RunningAuthService;
import io.tegata.auth.RunningAuthService.Answer;
import io.tegata.auth.key.ApiKey;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: an operator makes merchants, whose keys open their own rows until they end. */
@Tag(TestDatabase.BOTH)
class MerchantAccessTest {

    private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");

    private static RunningAuthService auth;

    @BeforeAll
    static void start() {
        auth = RunningAuthService.start();
    }

    @AfterAll
    static void stop() {
        auth.close();
    }

    @Test
    void aMerchantGetsAKeyAndAClientThatBothBecomeTokens() {
        Answer merchant = auth.newMerchant();

        assertThat(merchant.status()).isEqualTo(201);
        assertThat(merchant.text("merchant_id")).matches("mer_test_[a-z2-7]{26}");
        assertThat(ApiKey.isWellFormed(merchant.text("api_key"))).isTrue();
        Answer byKey = auth.exchange(merchant.text("api_key"));
        assertThat(byKey.status()).isEqualTo(200);
        assertThat(byKey.body().path("expires_in").asInt()).isEqualTo(60);
        Answer byClient =
                auth.token(merchant.text("client_id"), merchant.text("client_secret"), GRANT);
        assertThat(byClient.body().path("expires_in").asInt()).isBetween(890, 900);
        for (Answer token : List.of(byKey, byClient)) {
            var claims = auth.claims(token.text("access_token"));
            assertThat(claims.path("merchant_id").asString())
                    .isEqualTo(merchant.text("merchant_id"));
            assertThat(claims.path("client_id").asString()).isEqualTo(merchant.text("client_id"));
            assertThat(claims.path("scope").asString().split(" "))
                    .containsExactlyInAnyOrder(
                            "payments:read", "payments:write", "refunds:write", "balances:read");
        }
    }

    @Test
    void aLiveMerchantHasLiveIdsAndKeys() {
        Answer merchant =
                auth.post(
                        "/v1/ops/merchants", auth.operator(), "{\"name\":\"漢\",\"mode\":\"live\"}");

        assertThat(merchant.text("merchant_id")).startsWith("mer_live_");
        assertThat(merchant.text("api_key")).startsWith("sk_live_");
        assertThat(merchant.text("name")).isEqualTo("漢");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expires_at", "revoked_at"})
    void aKeyThatEndedIsRefusedAsAnUnknownOneIs(String column) {
        Answer merchant = auth.newMerchant();
        transactions()
                .write(
                        "end-key",
                        tx ->
                                tx.update(
                                        1,
                                        "UPDATE api_keys SET "
                                                + column
                                                + " = CURRENT_TIMESTAMP WHERE merchant_id = ?",
                                        merchant.text("merchant_id")));

        Answer ended = auth.exchange(merchant.text("api_key"));
        Answer unknown = auth.exchange(ApiKey.of("test", "a".repeat(52)));
        Answer mistyped = auth.exchange(merchant.text("api_key").substring(1));

        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.text("code")).isEqualTo("unauthenticated");
        assertThat(withoutTrace(unknown)).isEqualTo(withoutTrace(ended));
        assertThat(withoutTrace(mistyped)).isEqualTo(withoutTrace(ended));
        // The gateway tells a refused key from its own refused token by this header.
        assertThat(ended.raw().headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void theExchangeIsTheGatewaysAlone() {
        String body = "{\"api_key\": \"sk_test_x\"}";

        assertThat(auth.post("/internal/v1/api_key_tokens", auth.operator(), body).status())
                .isEqualTo(403);
        Answer rubbish = auth.post("/internal/v1/api_key_tokens", "rubbish", body);
        assertThat(rubbish.status()).isEqualTo(401);
        assertThat(rubbish.raw().headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void onlyAnOperatorMakesAndListsMerchants() {
        Answer merchant = auth.newMerchant();
        String merchants = auth.exchange(merchant.text("api_key")).text("access_token");

        assertThat(auth.get("/v1/ops/merchants").status()).isEqualTo(401);
        assertThat(auth.get("/v1/ops/merchants", merchants).status()).isEqualTo(403);
        assertThat(auth.get("/v1/ops/merchants", auth.gateway()).text("code"))
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | invalid_field",
                "{'name': '', 'mode': 'test'} | invalid_field",
                "{'name': '   ', 'mode': 'test'} | invalid_field",
                "{'name': 'a\\u0000b', 'mode': 'test'} | invalid_field",
                "{'name': 'a\\ud800', 'mode': 'test'} | invalid_field",
                "{'name': 7, 'mode': 'test'} | invalid_field",
                "{'name': 'a', 'mode': 'TEST'} | invalid_field",
                "{'name': 'a', 'mode': 0} | invalid_field",
                "{'name': 'a', 'mode': 'test', 'more': 1} | invalid_field",
                "{'name': 'a' | malformed_request",
                "[] | malformed_request"
            })
    void badInputIsRefusedAndNothingStored(String body, String code) {
        long before = merchants();

        Answer answer = auth.post("/v1/ops/merchants", auth.operator(), body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(merchants()).isEqualTo(before);
    }

    @Test
    void aNameHas128CharactersAtMost() {
        String most = "𝄞".repeat(128);

        assertThat(create(most).text("name")).isEqualTo(most);
        assertThat(create(most + "x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "starting_after=x", "limit="})
    void aBadPageIsRefused(String query) {
        int status = auth.get("/v1/ops/merchants?" + query, auth.operator()).status();

        assertThat(status).isEqualTo(query.equals("limit=") ? 200 : 400);
    }

    @Test
    void pagesShowEachMerchantOnceAndNoSecret() {
        for (int i = 0; i < 3; i++) {
            assertThat(auth.newMerchant().status()).isEqualTo(201);
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        for (int page = 0; page < 100; page++) {
            Answer answer = auth.get("/v1/ops/merchants?limit=2" + cursor, auth.operator());
            answer.body()
                    .path("data")
                    .forEach(merchant -> seen.add(merchant.path("merchant_id").asString()));
            assertThat(answer.raw().body()).doesNotContain("sk_").doesNotContain("secret");
            if (!answer.body().path("has_more").asBoolean()) {
                break;
            }
            cursor = "&starting_after=" + answer.text("next_cursor");
        }

        assertThat(seen).hasSize((int) merchants()).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void noSecretIsInTheDatabase() {
        Answer merchant = auth.newMerchant();
        var secrets =
                List.of(
                        merchant.text("api_key"),
                        merchant.text("api_key").substring(8, 60),
                        merchant.text("client_secret"),
                        RunningAuthService.GATEWAY_SECRET,
                        RunningAuthService.OPERATOR_SECRET);
        List<String> tables =
                transactions()
                        .sql(
                                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                        .query((row, _) -> row.getString("table_name"))
                        .list();

        assertThat(tables).contains("api_keys", "api_clients");
        for (String table : tables) {
            String text = text(table);
            for (String secret : secrets) {
                assertThat(text)
                        .doesNotContain(secret)
                        .doesNotContain(
                                HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(text("api_clients")).contains(merchant.text("client_id"));
    }

    /** Every value of every row; bytes as hexadecimal. */
    private static String text(String table) {
        return String.join(
                "\n",
                transactions().sql("SELECT * FROM " + table).query((row, _) -> text(row)).list());
    }

    private static String text(ResultSet row) throws SQLException {
        var values = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            values.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
                    .append(' ');
        }
        return values.toString();
    }

    private static String withoutTrace(Answer answer) {
        return answer.raw().body().replace(answer.text("trace_id"), "");
    }

    private static Answer create(String name) {
        return auth.post(
                "/v1/ops/merchants",
                auth.operator(),
                "{\"name\": \"" + name + "\", \"mode\": \"test\"}");
    }

    private static long merchants() {
        return transactions().sql("SELECT count(*) FROM merchants").query(Long.class).single();
    }

    private static Transactions transactions() {
        return auth.context.getBean(Transactions.class);
    }
}
