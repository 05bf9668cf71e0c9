package io.tegata.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A migration of a service, {@code db/<service>/V<version>__<words>.sql}, with its text. */
record MigrationFile(String service, long version, String name, String text) {

    private static final Pattern PLACE = Pattern.compile(".*/db/([a-z-]+)/(V(\\d+)__\\w+\\.sql)$");

    /**
     * Every service's migrations on the class path, each service's in the order of their numbers.
     */
    static List<MigrationFile> all() {
        try {
            var files = new ArrayList<MigrationFile>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:db/*/*.sql")) {
                String path = file.getURL().toString();
                if (!path.contains("/storage-")) { // migrations of its tests, not of a service
                    files.add(read(path, file.getContentAsString(StandardCharsets.UTF_8)));
                }
            }
            files.sort(
                    Comparator.comparing(MigrationFile::service)
                            .thenComparingLong(MigrationFile::version));
            return List.copyOf(files);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the migrations", failure);
        }
    }

    private static MigrationFile read(String path, String text) {
        Matcher place = PLACE.matcher(path);
        if (!place.matches()) {
            throw new IllegalStateException(path + " is not named V<number>__<words>.sql");
        }
        return new MigrationFile(
                place.group(1), Long.parseLong(place.group(3)), place.group(2), text);
    }

    /** What a database reads of it, statement by statement. */
    List<Statement> statements(Dialect dialect) {
        return Statement.allOf(service + "/" + name, dialect.view(text));
    }
}
