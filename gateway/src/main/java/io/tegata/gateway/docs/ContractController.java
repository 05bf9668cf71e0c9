package io.tegata.gateway.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the contract as the file that it is, under the media type that RFC 9512 gives to YAML. */
@RestController
class ContractController {

    private static final MediaType YAML =
            new MediaType("application", "yaml", StandardCharsets.UTF_8);

    private final byte[] contract;

    ContractController(@Value("classpath:/openapi/tegata-v1.yaml") Resource file)
            throws IOException {
        contract = file.getContentAsByteArray();
    }

    @GetMapping("/openapi/tegata-v1.yaml")
    ResponseEntity<byte[]> contract() {
        return ResponseEntity.ok().contentType(YAML).body(contract);
    }
}
