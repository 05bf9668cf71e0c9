package io.tegata.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.Neighbours;
import io.tegata.gateway.RunningGateway;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Goal: the contract can be read in a browser, without a key and without any other host. */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @Test
    void thePageAndAllThatItNeedsComeFromHere() {
        try (var neighbours = new Neighbours();
                var gateway = new RunningGateway(neighbours.settings())) {
            var root = gateway.get("/");
            assertThat(root.status()).isEqualTo(302);
            assertThat(root.header("Location")).isEqualTo("/docs");

            var page = gateway.get("/docs");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            var links = LINK.matcher(page.raw().body()).results().map(m -> m.group(1)).toList();
            assertThat(links).hasSizeGreaterThan(3);
            assertThat(links)
                    .allSatisfy(
                            link -> {
                                assertThat(link).startsWith("/docs/");
                                assertThat(gateway.get(link).status()).isEqualTo(200);
                            });

            var contract = gateway.get("/openapi/tegata-v1.yaml");
            assertThat(contract.status()).isEqualTo(200);
            assertThat(contract.header("Content-Type")).startsWith("application/yaml");
            assertThat(contract.raw().body()).startsWith("openapi: 3.1.0");
        }
    }
}
