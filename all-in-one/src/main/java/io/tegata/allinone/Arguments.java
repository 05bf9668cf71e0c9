package io.tegata.allinone;

import io.tegata.allinone.Command.Orders;
import io.tegata.allinone.console.Refused;
import io.tegata.allinone.platform.Storage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the command line: each mistake has its own sentence. */
final class Arguments {

    static final int DEFAULT_PORT = 8080;
    static final int MAX_PORT = 65_535;
    static final int MAX_ORDERS = 1_000_000;
    static final int DEFAULT_ORDERS = 1_200;
    static final long DEFAULT_SEED = 1;

    /** An emulator commits one database transaction at a time, in tens of milliseconds. */
    static final int EMULATOR_ORDERS = 150;

    private static final String SEE_HELP = "; ./run --help lists what there is.";
    private static final String PORT = "--port";
    private static final String DATA = "--data";
    private static final String ORDERS = "--orders";
    private static final String ORDERS_FILE = "--orders-file";
    private static final String SEED = "--seed";
    private static final String JSON = "--json";
    private static final String SPANNER = "--spanner";
    private static final Set<String> START_OPTIONS = Set.of(PORT, DATA, SPANNER);
    private static final Set<String> DEMO_OPTIONS =
            Set.of(PORT, DATA, ORDERS, ORDERS_FILE, SEED, JSON, SPANNER);

    /** What stands for the emulator, since the option then has no value. */
    private static final String EMULATOR = "emulator";

    private static final Pattern INSTANCE =
            Pattern.compile("projects/([a-z][-a-z0-9:.]{1,62})/instances/([a-z][-a-z0-9]{1,63})");

    private final Path home;
    private final Map<String, String> options;

    private Arguments(Path home, Map<String, String> options) {
        this.home = home;
        this.options = options;
    }

    /**
     * The command that the words ask for; {@code home} is the folder with the project's own files.
     *
     * @throws Refused with the sentence to print when the words mean nothing
     */
    static Command parse(List<String> words, Path home) {
        if (words.stream().anyMatch(word -> word.equals("--help") || word.equals("-h"))
                || words.equals(List.of("help"))) {
            return new Command.Help();
        }
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            var arguments = new Arguments(home, options(words, "./run", START_OPTIONS));
            return arguments.start();
        }
        String command = words.getFirst();
        if (!command.equals("demo")) {
            throw Refused.usage("There is no command \"" + command + "\"" + SEE_HELP);
        }
        List<String> rest = words.subList(1, words.size());
        return new Arguments(home, options(rest, "./run demo", DEMO_OPTIONS)).demo();
    }

    private static Map<String, String> options(
            List<String> words, String command, Set<String> allowed) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals > 0 ? word.substring(0, equals) : word;
            if (!allowed.contains(name) && DEMO_OPTIONS.contains(name)) {
                throw Refused.usage(name + " belongs to ./run demo" + SEE_HELP);
            }
            if (!allowed.contains(name)) {
                throw Refused.usage(command + " does not take \"" + name + "\"" + SEE_HELP);
            }
            String value;
            if (equals > 0) {
                value = word.substring(equals + 1);
            } else if (name.equals(SPANNER)) {
                value = EMULATOR;
            } else if (i + 1 < words.size()) {
                value = words.get(++i);
            } else {
                value = "";
            }
            if (value.isEmpty()) {
                throw Refused.usage("The option " + name + " needs a value" + SEE_HELP);
            }
            if (options.put(name, value) != null) {
                throw Refused.usage("The option " + name + " is given twice.");
            }
        }
        return options;
    }

    private Command start() {
        Path data = path(DATA);
        Storage storage = storage();
        Path usual =
                switch (storage) {
                    case Storage.Embedded _ -> home.resolve("data");
                    case Storage.Instance _ -> home.resolve("data-spanner");
                    case Storage.Emulator _ -> null;
                };
        return new Command.Start(port().orElse(DEFAULT_PORT), data == null ? usual : data, storage);
    }

    private Command demo() {
        return new Command.Demo(orders(), port(), path(DATA), path(JSON), storage());
    }

    private Orders orders() {
        Path file = path(ORDERS_FILE);
        boolean emulator = storage() instanceof Storage.Emulator;
        boolean madeUp =
                options.containsKey(ORDERS)
                        || options.containsKey(SEED)
                        || (emulator && file == null);
        if (file != null && madeUp) {
            throw Refused.usage(
                    "Orders are either read (--orders-file) or made up (--orders, --seed), not"
                            + " both.");
        }
        if (madeUp) {
            long count = number(ORDERS, 1, MAX_ORDERS, emulator ? EMULATOR_ORDERS : DEFAULT_ORDERS);
            return new Orders.MadeUp(
                    number(SEED, 0, Long.MAX_VALUE, DEFAULT_SEED), Math.toIntExact(count));
        }
        return new Orders.FromFile(
                file == null ? home.resolve("demo").resolve("orders.csv") : file);
    }

    private Storage storage() {
        String value = options.get(SPANNER);
        if (value == null) {
            return new Storage.Embedded();
        }
        if (value.equals(EMULATOR)) {
            return new Storage.Emulator();
        }
        Matcher instance = INSTANCE.matcher(value);
        if (!instance.matches()) {
            throw Refused.usage(
                    "--spanner alone is the emulator; an instance is"
                            + " --spanner=projects/<project>/instances/<instance>, not \"%s\"."
                                    .formatted(value));
        }
        return new Storage.Instance(instance.group(1), instance.group(2));
    }

    private OptionalInt port() {
        return options.containsKey(PORT)
                ? OptionalInt.of(Math.toIntExact(number(PORT, 1, MAX_PORT, DEFAULT_PORT)))
                : OptionalInt.empty();
    }

    private long number(String option, long least, long most, long otherwise) {
        String text = options.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The sentence below covers it.
        }
        throw Refused.usage(
                "%s takes a whole number from %d to %d, not \"%s\"."
                        .formatted(option, least, most, text));
    }

    private @Nullable Path path(String option) {
        String text = options.get(option);
        if (text == null) {
            return null;
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException wrong) {
            throw Refused.usage(option + " takes a path, not \"" + text + "\".");
        }
    }
}
