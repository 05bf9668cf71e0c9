package io.tegata.storage.spanner.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.gcloud.SpannerEmulatorContainer;
import org.testcontainers.utility.DockerImageName;

/** The emulator's image by Testcontainers, for machines with Docker and no Cloud CLI. */
final class DockerEmulator {

    private static final DockerImageName IMAGE =
            DockerImageName.parse("gcr.io/cloud-spanner-emulator/emulator:1.5.46");

    private DockerEmulator() {}

    /** Which emulator it is. */
    static String version() {
        return IMAGE.getVersionPart();
    }

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Its {@code host:port}; Testcontainers removes it at the end of the JVM. */
    @SuppressWarnings("resource")
    static String start() {
        var container = new SpannerEmulatorContainer(IMAGE);
        container.start();
        return container.getEmulatorGrpcEndpoint();
    }
}
