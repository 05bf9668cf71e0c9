package io.tegata.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: an absent tool is never taken for a passed test, and fails the build where it must. */
class ToolIsThereTest {

    @TempDir private Path folder;

    @BeforeEach
    void aProgramAndAFileThatIsNone() throws IOException {
        Path program = Files.createFile(folder.resolve("anchor"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("plain"));
    }

    @Test
    void aToolIsFoundOnThePath() {
        assertThat(Tool.find("anchor", Map.of("PATH", "/nowhere:" + folder)))
                .contains(folder.resolve("anchor"));
    }

    @Test
    void aToolIsWhereItsVariableSaysAndNowhereElse() {
        String path = folder.toString();
        assertThat(
                        Tool.find(
                                "anchor",
                                Map.of(
                                        "PATH",
                                        "/nowhere",
                                        "TEGATA_ANCHOR",
                                        folder.resolve("anchor").toString())))
                .contains(folder.resolve("anchor"));
        assertThat(Tool.find("anchor", Map.of("PATH", path, "TEGATA_ANCHOR", "/nowhere/anchor")))
                .isEmpty();
    }

    @Test
    void aFileThatCannotBeRunIsNoTool() {
        assertThat(Tool.find("plain", Map.of("PATH", folder.toString()))).isEmpty();
    }

    @Test
    void aTestWithItsToolRuns() {
        assertThat(
                        ToolIsThere.decide(
                                        "anchor",
                                        Map.of(
                                                "PATH",
                                                folder.toString(),
                                                "TEGATA_TOOLS",
                                                "required"))
                                .isDisabled())
                .isFalse();
    }

    @Test
    void aTestWithoutItsToolSaysThatItDidNotRun() {
        var verdict = ToolIsThere.decide("sextant", Map.of("PATH", folder.toString()));
        assertThat(verdict.isDisabled()).isTrue();
        assertThat(verdict.getReason().orElse("")).startsWith("NOT RUN: no sextant");
    }

    @Test
    void aTestWithoutARequiredToolFails() {
        assertThatThrownBy(
                        () ->
                                ToolIsThere.decide(
                                        "sextant",
                                        Map.of(
                                                "PATH",
                                                folder.toString(),
                                                "TEGATA_TOOLS",
                                                "required")))
                .hasMessageContaining("NOT RUN: no sextant")
                .hasMessageContaining("TEGATA_TOOLS=required");
    }
}
