package io.tegata.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tegata.allinone.Command.Orders;
import io.tegata.allinone.console.Refused;
import io.tegata.allinone.platform.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a right command line means one thing; a wrong one gets one sentence and exit status 2. */
class ArgumentsTest {

    private static final Path HOME = Path.of("/tegata").toAbsolutePath();

    private static final Storage EMBEDDED = new Storage.Embedded();

    private static Command parse(String line) {
        return Arguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")), HOME);
    }

    @Test
    void noWordStartsThePlatformInTheProjectsDataFolder() {
        assertThat(parse("")).isEqualTo(new Command.Start(8080, HOME.resolve("data"), EMBEDDED));
    }

    @Test
    void optionsMayBeWrittenInTwoWays() {
        assertThat(parse("--port 9000 --data=/somewhere"))
                .isEqualTo(new Command.Start(9000, Path.of("/somewhere"), EMBEDDED));
    }

    @Test
    void theDemoReadsTheCommittedOrdersByDefault() {
        assertThat(parse("demo"))
                .isEqualTo(
                        new Command.Demo(
                                new Orders.FromFile(HOME.resolve("demo/orders.csv")),
                                OptionalInt.empty(),
                                null,
                                null,
                                EMBEDDED));
    }

    @Test
    void theDemoMakesUpOrdersWhenAskedForANumberOrASeed() {
        assertThat(parse("demo --orders 50 --seed 7 --json /tmp/report.json --port 9000"))
                .isEqualTo(
                        new Command.Demo(
                                new Orders.MadeUp(7, 50),
                                OptionalInt.of(9000),
                                null,
                                Path.of("/tmp/report.json"),
                                EMBEDDED));
    }

    /** The emulator keeps nothing, so nothing else is kept either. */
    @Test
    void spannerIsTheEmulatorOrAnInstance() {
        assertThat(parse("--spanner"))
                .isEqualTo(new Command.Start(8080, null, new Storage.Emulator()));
        assertThat(parse("--spanner=projects/shop-1/instances/tegata --port 9000"))
                .isEqualTo(
                        new Command.Start(
                                9000,
                                HOME.resolve("data-spanner"),
                                new Storage.Instance("shop-1", "tegata")));
        assertThat(parse("demo --spanner"))
                .extracting("orders")
                .isEqualTo(new Orders.MadeUp(Arguments.DEFAULT_SEED, Arguments.EMULATOR_ORDERS));
        assertThat(parse("demo --spanner --orders-file /tmp/my.csv"))
                .extracting("orders")
                .isEqualTo(new Orders.FromFile(Path.of("/tmp/my.csv")));
        assertThat(parse("demo --spanner --orders 50"))
                .isEqualTo(
                        new Command.Demo(
                                new Orders.MadeUp(Arguments.DEFAULT_SEED, 50),
                                OptionalInt.empty(),
                                null,
                                null,
                                new Storage.Emulator()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "demo --help", "--port 9000 --help"})
    void helpIsGivenWhereverItIsAskedFor(String line) {
        assertThat(parse(line)).isEqualTo(new Command.Help());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "start               | There is no command \"start\"; ./run --help lists what there is.",
                "--ports 1           | ./run does not take \"--ports\"; ./run --help lists what there is.",
                "--orders 5          | --orders belongs to ./run demo; ./run --help lists what there is.",
                "--port 1 --json=x   | --json belongs to ./run demo; ./run --help lists what there is.",
                "demo now            | ./run demo does not take \"now\"; ./run --help lists what there is.",
                "--port              | The option --port needs a value; ./run --help lists what there is.",
                "--data=             | The option --data needs a value; ./run --help lists what there is.",
                "--port 1 --port 2   | The option --port is given twice.",
                "--port eighty       | --port takes a whole number from 1 to 65535, not \"eighty\".",
                "--port 65536        | --port takes a whole number from 1 to 65535, not \"65536\".",
                "--port 0            | --port takes a whole number from 1 to 65535, not \"0\".",
                "demo --orders 0     | --orders takes a whole number from 1 to 1000000, not \"0\".",
                "demo --orders 1.5   | --orders takes a whole number from 1 to 1000000, not \"1.5\".",
                "--spanner=shop     | --spanner alone is the emulator; an instance is --spanner=projects/<project>/instances/<instance>, not \"shop\".",
                "demo --spanner --spanner | The option --spanner is given twice.",
                "demo --seed -1      | --seed takes a whole number from 0 to 9223372036854775807, not \"-1\".",
                "demo --seed 1 --orders-file x | Orders are either read (--orders-file) or made up (--orders, --seed), not both."
            })
    void aMistakeGetsItsSentence(String line, String sentence) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> parse(line))
                .satisfies(
                        refused -> {
                            assertThat(refused.sentence()).isEqualTo(sentence);
                            assertThat(refused.exitCode()).isEqualTo(Refused.USAGE);
                        });
    }
}
