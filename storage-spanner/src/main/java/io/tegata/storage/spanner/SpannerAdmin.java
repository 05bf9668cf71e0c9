package io.tegata.storage.spanner;

import com.google.cloud.spanner.DatabaseAdminClient;
import com.google.cloud.spanner.Dialect;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.Spanner;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerOptions;
import io.tegata.storage.DatabaseAdmin;
import io.tegata.storage.StorageRefused;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * With the workload's own credentials; where SPANNER_EMULATOR_HOST is set, the client goes to the
 * emulator instead.
 */
public final class SpannerAdmin implements DatabaseAdmin {

    private static final long MAX_SECONDS = 60;

    @FunctionalInterface
    private interface Task {
        void with(DatabaseAdminClient admin)
                throws ExecutionException, InterruptedException, TimeoutException;
    }

    private final UnaryOperator<SpannerOptions.Builder> where;

    /** Where Google's libraries go by themselves. */
    public SpannerAdmin() {
        this(UnaryOperator.identity());
    }

    SpannerAdmin(UnaryOperator<SpannerOptions.Builder> where) {
        this.where = where;
    }

    @Override
    public void create(String project, String instance, String database) {
        run(
                project,
                "the database %s of instance %s cannot be made".formatted(database, instance),
                admin -> {
                    var _ =
                            admin.createDatabase(
                                            instance,
                                            "CREATE DATABASE \"" + database + "\"",
                                            Dialect.POSTGRESQL,
                                            List.of())
                                    .get(MAX_SECONDS, TimeUnit.SECONDS);
                });
    }

    @Override
    public void drop(String project, String instance, String database) {
        run(
                project,
                "the database %s of instance %s cannot be dropped".formatted(database, instance),
                admin -> {
                    try {
                        admin.dropDatabase(instance, database);
                    } catch (SpannerException failure) {
                        if (failure.getErrorCode() != ErrorCode.NOT_FOUND) {
                            throw failure;
                        }
                    }
                });
    }

    /** The client itself would go on trying for many minutes, and say nothing. */
    private void run(String project, String failed, Task task) {
        ExecutorService once = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var _ =
                    once.submit(
                                    () -> {
                                        try (Spanner spanner =
                                                where.apply(
                                                                SpannerOptions.newBuilder()
                                                                        .setProjectId(project))
                                                        .build()
                                                        .getService()) {
                                            task.with(spanner.getDatabaseAdminClient());
                                        }
                                        return project;
                                    })
                            .get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException noAnswer) {
            throw new StorageRefused(
                    failed + ": no answer within " + MAX_SECONDS + " s",
                    "sign in (gcloud auth application-default login), and check the names of project"
                            + " and instance",
                    noAnswer);
        } catch (ExecutionException failure) {
            throw new StorageRefused(
                    failed + ": " + String.valueOf(failure.getCause()),
                    "check the names of project and instance, and that this account may create"
                            + " databases (roles/spanner.databaseAdmin)",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failed, interrupted);
        } finally {
            var _ = once.shutdownNow();
        }
    }
}
