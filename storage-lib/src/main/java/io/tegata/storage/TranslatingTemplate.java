package io.tegata.storage;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Queries whose failures are Spring's, also where a driver throws its own while rows are read. */
final class TranslatingTemplate extends JdbcTemplate {

    private final Dialect dialect;

    TranslatingTemplate(DataSource source, Dialect dialect) {
        super(source);
        this.dialect = dialect;
        setExceptionTranslator(dialect.translator());
    }

    @Override
    public <T extends @Nullable Object> T query(
            PreparedStatementCreator creator,
            @Nullable PreparedStatementSetter setter,
            ResultSetExtractor<T> extractor) {
        try {
            return super.query(creator, setter, extractor);
        } catch (RuntimeException failure) {
            throw dialect.translated(failure);
        }
    }
}
