package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.SpannerEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Goal: where an emulator is found, nothing that was to run on it was skipped. It reads what the
 * modules before this one reported in this build.
 */
class EmulatorRungTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern COUNTS =
            Pattern.compile("<testsuite [^>]*\\btests=\"(\\d+)\"[^>]*\\bskipped=\"(\\d+)\"");

    @Test
    void nothingIsSkippedWhereTheEmulatorIs() throws IOException {
        Map<String, Integer> skipped = new TreeMap<>();
        for (Path report : reports()) {
            Matcher counts = COUNTS.matcher(Files.readString(report));
            assertThat(counts.find()).as("counts in %s", report).isTrue();
            if (!counts.group(2).equals("0")) {
                skipped.put(report.getFileName().toString(), Integer.valueOf(counts.group(2)));
            }
        }
        if (isEmulatorHere()) {
            assertThat(skipped).as("skipped on the emulator, which is here").isEmpty();
        }
    }

    /** As in the report of a module that skipped one. */
    @Test
    void theRuleSeesASkippedTest() {
        Matcher counts =
                COUNTS.matcher(
                        "<testsuite xmlns:xsi=\"x\" name=\"a\" time=\"1\" tests=\"3\" errors=\"0\" skipped=\"1\" failures=\"0\">");
        assertThat(counts.find()).isTrue();
        assertThat(counts.group(2)).isEqualTo("1");
    }

    private static boolean isEmulatorHere() {
        return System.getenv(SpannerEmulator.HOST_VARIABLE) != null
                || SpannerEmulator.installed(System.getenv()).isPresent();
    }

    private static Iterable<Path> reports() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT, 4)) {
            return files.filter(
                            file ->
                                    file.toString().contains("surefire-reports")
                                            && file.getFileName()
                                                    .toString()
                                                    .matches("TEST-.*-emulator\\.xml"))
                    .toList();
        }
    }
}
