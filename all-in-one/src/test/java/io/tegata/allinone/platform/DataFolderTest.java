package io.tegata.allinone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tegata.allinone.console.Refused;
import io.tegata.common.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a data folder has one owner at a time, and keeps its secrets to itself. */
class DataFolderTest {

    @TempDir Path temporary;

    @Test
    void isRefusedToASecondPlatformUntilTheFirstIsGone() {
        Path path = temporary.resolve("data");
        try (DataFolder _ = DataFolder.open(path)) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> DataFolder.open(path))
                    .satisfies(
                            refused ->
                                    assertThat(refused.sentence())
                                            .startsWith("The data folder " + path)
                                            .contains("is in use by another Tegata (process "));
        }
        DataFolder.open(path).close();
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        Path path = temporary.resolve("data");
        try (DataFolder _ = DataFolder.open(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void isRefusedWhereAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        for (Path path : new Path[] {file, file.resolve("data")}) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> DataFolder.open(path))
                    .satisfies(
                            refused ->
                                    assertThat(refused.sentence())
                                            .startsWith("The data folder " + path)
                                            .contains("cannot be written"));
        }
    }

    @Test
    void keepsItsSecretsOverARestart() throws IOException {
        Path file = temporary.resolve("secrets.properties");
        var random = new Ids(RandomGenerator.of("L64X128MixRandom"));
        String made = Secrets.open(file, random).get("client.gateway");
        assertThat(made).hasSize(52);
        assertThat(Secrets.open(file, random).get("client.gateway")).isEqualTo(made);
        assertThat(Secrets.open(file, random).get("client.other")).isNotEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
