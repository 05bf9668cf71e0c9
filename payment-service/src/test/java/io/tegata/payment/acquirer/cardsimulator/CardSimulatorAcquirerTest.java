package io.tegata.payment.acquirer.cardsimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tegata.common.money.Money;
import io.tegata.common.service.InternalHttp;
import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.AcquirerAnswer;
import io.tegata.payment.acquirer.AcquirerRequest;
import io.tegata.payment.acquirer.guard.GuardedAcquirer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.client.RestClient;

/**
 * Goal: only an explicit yes or no of the acquirer is final; whatever else it says or does not say
 * is unknown.
 */
class CardSimulatorAcquirerTest {

    private static final AcquirerRequest CHARGE =
            new AcquirerRequest.Charge(
                    "att_1", "mer/order", Money.of(100, "EUR"), "pm_sandbox_approve", true);

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private int status = 200;
    private String body = "";
    private Duration delay = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    try {
                        Thread.sleep(delay);
                    } catch (InterruptedException stop) {
                        throw new IOException(stop);
                    }
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | {"reference":"att_1","status":"approved","amount":100,"currency":"EUR","new":1} | Approved[]
            200 | {"reference":"att_1","status":"declined","decline_code":"do_not_honor"}         | Declined[code=do_not_honor]
            200 | {"reference":"att_1","status":"declined"}                                       | Declined[code=declined]
            200 | {"reference":"att_1","status":"queued"}                                         | Unknown[why=status_not_known]
            200 | {}                                                                              | Unknown[why=status_not_known]
            200 | <html>                                                                          | Unknown[why=no_answer]
            200 | []                                                                              | Unknown[why=no_answer]
            400 | {}                                                                              | Unknown[why=http_400]
            422 | {"error":"amount"}                                                              | Declined[code=refused_by_acquirer]
            404 | {"error":"unknown_charge"} | Declined[code=refused_by_acquirer]
            422 | {} | Unknown[why=http_422]
            404 | <html> | Unknown[why=no_answer]
            401 | {}                                                                              | NotSent[why=not_accepted_as_client]
            409 | {}                                                                              | Unknown[why=http_409]
            418 | {}                                                                              | Unknown[why=http_418]
            429 | {}                                                                              | Unknown[why=http_429]
            500 | {}                                                                              | Unknown[why=http_500]
            502 | {}                                                                              | Unknown[why=http_502]
            302 | {}                                                                              | Unknown[why=http_302]
            """)
    void eachAnswerHasItsMeaning(int httpStatus, String httpBody, String meaning) {
        status = httpStatus;
        body = httpBody;
        assertThat(acquirer().send(CHARGE).toString()).isEqualTo(meaning);
    }

    @Test
    void silenceIsUnknown() {
        delay = Duration.ofSeconds(3);
        assertThat(acquirer().send(CHARGE)).isInstanceOf(AcquirerAnswer.Unknown.class);
        assertThat(acquirer().query(CHARGE)).isInstanceOf(AcquirerAnswer.Unknown.class);
    }

    @Test
    void aClosedDoorIsCertain() {
        server.stop(0);
        assertThat(acquirer().send(CHARGE))
                .isEqualTo(new AcquirerAnswer.NotSent("connection_refused"));
        assertThat(acquirer().query(CHARGE)).isInstanceOf(AcquirerAnswer.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | {"status":"approved","amount":100,"currency":"EUR"} | Approved[]
            200 | {"status":"approved","amount":99,"currency":"EUR"} | Unknown[why=approved_another_amount]
            200 | {"status":"approved","amount":100,"currency":"USD"} | Unknown[why=approved_another_amount]
            200 | {"status":"declined","decline_code":"x"} | Declined[code=x]
            404 | {"error":"unknown_reference"} | NotFound[]
            404 | {"error":"no such path"} | Unknown[why=http_404]
            404 | {} | Unknown[why=http_404]
            404 | <html> | Unknown[why=query_failed]
            401 | {} | Unknown[why=http_401]
            403 | {} | Unknown[why=http_403]
            422 | {"error":"amount"} | Unknown[why=http_422]
            500 | {} | Unknown[why=http_500]
            """)
    void aQueryTakesOnlyTheAcquirersOwnWord(int httpStatus, String httpBody, String meaning) {
        status = httpStatus;
        body = httpBody;
        assertThat(acquirer().query(CHARGE).toString()).isEqualTo(meaning);
    }

    @Test
    void theGuardStopsAskingASickAcquirerButLetsRefundsThrough() {
        Acquirer guarded = new GuardedAcquirer(acquirer());
        status = 500;
        for (int i = 0; i < 30; i++) {
            var _ = guarded.send(CHARGE);
        }
        assertThat(requests.get())
                .as("requests that reached the sick acquirer")
                .isLessThanOrEqualTo(20);
        assertThat(guarded.send(CHARGE)).isEqualTo(new AcquirerAnswer.NotSent("circuit_open"));

        status = 200;
        body = "{\"status\": \"approved\", \"amount\": 1, \"currency\": \"EUR\"}";
        assertThat(guarded.send(new AcquirerRequest.GiveBack("att_2", "att_1", Money.of(1, "EUR"))))
                .isEqualTo(new AcquirerAnswer.Approved());
    }

    @Test
    void declinesAreHealth() {
        Acquirer guarded = new GuardedAcquirer(acquirer());
        body = "{\"status\": \"declined\", \"decline_code\": \"do_not_honor\"}";
        for (int i = 0; i < 40; i++) {
            assertThat(guarded.send(CHARGE)).isInstanceOf(AcquirerAnswer.Declined.class);
        }
    }

    private Acquirer acquirer() {
        var http =
                new InternalHttp(
                        RestClient.builder(),
                        new InternalHttp.Identity("http://localhost", "none", "none"),
                        Clock.systemUTC());
        var client =
                http.outside(
                        "http://localhost:" + server.getAddress().getPort(), Duration.ofSeconds(1));
        return new CardSimulatorAcquirer(
                "northbank", client, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
