package io.tegata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.architecture.Sizes.TooBig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Goal: files, methods and constructors stay small enough to be read at once. */
class SizeRulesTest {

    /** What is too big today: {@code Thing unit}. This list may only become shorter. */
    private static final List<String> NOT_YET = List.of();

    private static final Path ROOT = Path.of("..", "..");

    @Test
    void nothingIsTooBigButWhatIsListed() throws IOException {
        List<Path> files = sources();
        assertThat(files).hasSizeGreaterThan(100);

        List<TooBig> found = tooBig(files);

        assertThat(found)
                .as(
                        "split it; files have %s lines, methods %s, constructors %s parameters at most",
                        Sizes.MAX_FILE_LINES,
                        Sizes.MAX_METHOD_LINES,
                        Sizes.MAX_CONSTRUCTOR_PARAMETERS)
                .allSatisfy(one -> assertThat(NOT_YET).contains(name(one)));
        assertThat(found.stream().map(SizeRulesTest::name))
                .as("take off the list what is small enough now")
                .containsAll(NOT_YET);
    }

    @Test
    void aFileOf401LinesIsTooBig() {
        assertThat(Sizes.tooBig(List.of(source("class A {\n" + "\n".repeat(399) + "}"))))
                .containsExactly(new TooBig("A.java", "lines", 401, 400));
        assertThat(Sizes.tooBig(List.of(source("class A {\n" + "\n".repeat(398) + "}")))).isEmpty();
    }

    @Test
    void aMethodOf61LinesIsTooBig() {
        assertThat(Sizes.tooBig(List.of(source(method(59)))))
                .containsExactly(new TooBig("A.java B.run", "lines", 61, 60));
        assertThat(Sizes.tooBig(List.of(source(method(58))))).isEmpty();
    }

    @Test
    void aConstructorOf8ParametersIsTooBig() {
        assertThat(Sizes.tooBig(List.of(source("class A { A(" + parameters(8) + ") {} }"))))
                .containsExactly(new TooBig("A.java A.<init>", "parameters", 8, 7));
        assertThat(Sizes.tooBig(List.of(source("class A { A(" + parameters(7) + ") {} }"))))
                .isEmpty();
    }

    @Test
    void aRecordsComponentsAreItsDataAndItsOtherConstructorsAreNot() {
        String eight = parameters(8);
        assertThat(
                        Sizes.tooBig(
                                List.of(
                                        source("record A(" + eight + ") {}"),
                                        source("record A(" + eight + ") { A {} }"),
                                        source("record A(" + eight + ") { A(" + eight + ") {} }"))))
                .isEmpty();
        assertThat(
                        Sizes.tooBig(
                                List.of(
                                        source(
                                                "record A(int x) { A("
                                                        + eight
                                                        + ") { this(1); } }"))))
                .containsExactly(new TooBig("A.java A.<init>", "parameters", 8, 7));
    }

    private static List<TooBig> tooBig(List<Path> files) throws IOException {
        try (var manager =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            return Sizes.tooBig(manager.getJavaFileObjectsFromPaths(files));
        }
    }

    /** Every file under {@code <module>/src/main/java}. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> folders =
                    modules.map(module -> module.resolve("src/main/java"))
                            .filter(Files::isDirectory)
                            .sorted()
                            .toList();
            var files = Stream.<Path>empty();
            for (Path folder : folders) {
                files = Stream.concat(files, javaFiles(folder).stream());
            }
            return files.toList();
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static String name(TooBig one) {
        return one.what() + " " + one.unit();
    }

    private static String method(int linesInside) {
        return "class A { class B {\n@Override\nvoid run() {" + "\n".repeat(linesInside) + "} } }";
    }

    private static String parameters(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "int p" + number)
                .collect(Collectors.joining(", "));
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
