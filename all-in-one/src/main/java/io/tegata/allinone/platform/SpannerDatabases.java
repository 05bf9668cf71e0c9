package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import io.tegata.storage.DatabaseAdmin;
import io.tegata.storage.SpannerEmulator;
import io.tegata.storage.StorageRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services' databases on Spanner: the emulator's, or those of an instance. A demo has databases
 * of its own, which it drops at its end.
 */
final class SpannerDatabases implements Databases {

    private static final Logger log = LoggerFactory.getLogger(SpannerDatabases.class);
    private static final int SUFFIX = 8;

    private static final String NO_EMULATOR =
            "There is no Spanner emulator here: start one and name it with SPANNER_EMULATOR_HOST, or"
                    + " install the Cloud CLI's (gcloud components install cloud-spanner-emulator);"
                    + " docs/spanner.md has the steps.";

    private final Storage storage;
    private final String suffix;
    private final @Nullable SpannerEmulator started;
    private final String address;
    private final List<String> made = new ArrayList<>();

    private SpannerDatabases(
            Storage storage, String suffix, @Nullable SpannerEmulator started, String address) {
        this.storage = storage;
        this.suffix = suffix;
        this.started = started;
        this.address = address;
    }

    /**
     * Of an id the end is the end of the databases' names; without one they have their services'
     * names.
     */
    static SpannerDatabases open(Storage storage, DataFolder data, Optional<String> id) {
        String suffix = id.map(own -> "-" + own.substring(own.length() - SUFFIX)).orElse("");
        if (storage instanceof Storage.Instance) {
            return new SpannerDatabases(storage, suffix, null, "");
        }
        String given = System.getenv(SpannerEmulator.HOST_VARIABLE);
        if (given != null && !given.isBlank()) {
            return new SpannerDatabases(storage, suffix, null, given.strip());
        }
        Path program =
                SpannerEmulator.installed(System.getenv())
                        .orElseThrow(() -> Refused.because(NO_EMULATOR));
        try {
            SpannerEmulator emulator =
                    SpannerEmulator.start(program, data.logs().resolve("spanner-emulator.log"));
            return new SpannerDatabases(storage, suffix, emulator, emulator.address());
        } catch (IllegalStateException failure) {
            throw Refused.because(String.valueOf(failure.getMessage()), failure);
        }
    }

    /**
     * Looks whether the database can be there, before anything is made for it.
     *
     * @throws Refused with what to do
     */
    static void require(Storage storage) {
        String variable = System.getenv(SpannerEmulator.HOST_VARIABLE);
        String given = variable == null ? "" : variable.strip();
        if (storage instanceof Storage.Instance && !given.isEmpty()) {
            throw Refused.because(
                    "SPANNER_EMULATOR_HOST is set, and Google's libraries would go to the emulator"
                            + " instead of the instance; unset it, or use --spanner alone.");
        }
        if (storage instanceof Storage.Emulator) {
            if (given.isEmpty() && SpannerEmulator.installed(System.getenv()).isEmpty()) {
                throw Refused.because(NO_EMULATOR);
            }
            if (!given.isEmpty() && !SpannerEmulator.listensAt(given)) {
                throw Refused.because(
                        "Nothing listens at "
                                + given
                                + ", where SPANNER_EMULATOR_HOST says that the Spanner emulator is;"
                                + " start it there, or unset the variable.");
            }
        }
    }

    @Override
    public String name() {
        return storage instanceof Storage.Emulator ? "Spanner emulator" : "Spanner";
    }

    /**
     * The emulator makes its databases when somebody connects; a person makes those of an instance.
     */
    @Override
    public void create(List<String> services) {
        if (storage instanceof Storage.Instance(String project, String instance)
                && !suffix.isEmpty()) {
            for (String service : services) {
                try {
                    admin().create(project, instance, service + suffix);
                } catch (StorageRefused failure) {
                    throw Refused.because(failure.getMessage() + "; " + failure.action(), failure);
                }
                made.add(service + suffix);
            }
        }
    }

    @Override
    public List<String> settings(String service) {
        String database = "--tegata.spanner.database=" + service + suffix;
        return switch (storage) {
            case Storage.Instance(String project, String instance) ->
                    List.of(
                            "--spring.profiles.active=spanner",
                            "--tegata.spanner.project=" + project,
                            "--tegata.spanner.instance=" + instance,
                            "--tegata.storage.migrate=at-start",
                            // Five services in one process: a share each.
                            "--tegata.spanner.connections=16",
                            "--tegata.spanner.channels=2",
                            database);
            case Storage.Emulator _, Storage.Embedded _ ->
                    List.of(
                            "--spring.profiles.active=spanner-emulator",
                            "--tegata.spanner.emulator=" + address,
                            database);
        };
    }

    @Override
    public void close() {
        if (storage instanceof Storage.Instance(String project, String instance)) {
            for (String database : made) {
                try {
                    admin().drop(project, instance, database);
                } catch (StorageRefused failure) {
                    log.warn("the demo's database {} is still there", database, failure);
                }
            }
            made.clear();
        }
        if (started != null) {
            started.close();
        }
    }

    private static DatabaseAdmin admin() {
        return ServiceLoader.load(DatabaseAdmin.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                Refused.because(
                                        "The Spanner driver is not on the class path; ./run --spanner"
                                                + " puts it there."));
    }
}
