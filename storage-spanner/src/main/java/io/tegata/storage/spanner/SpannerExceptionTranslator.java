package io.tegata.storage.spanner;

import com.google.rpc.Code;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * The Spanner driver sets no SQLState, so Spring's own translator knows nothing of it; this one
 * reads the gRPC code. Safe for use by many threads.
 */
final class SpannerExceptionTranslator implements SQLExceptionTranslator {

    private final SQLExceptionTranslator sqlState = new SQLStateSQLExceptionTranslator();

    @Override
    public @Nullable DataAccessException translate(
            String task, @Nullable String sql, SQLException failure) {
        Code code = SpannerDialect.code(failure);
        if (code == null) {
            return sqlState.translate(task, sql, failure);
        }
        String message = task + ": " + failure.getMessage();
        return switch (code) {
            case ABORTED -> new CannotAcquireLockException(message, failure);
            case ALREADY_EXISTS -> new DuplicateKeyException(message, failure);
            case FAILED_PRECONDITION, OUT_OF_RANGE ->
                    new DataIntegrityViolationException(message, failure);
            case INVALID_ARGUMENT, UNIMPLEMENTED, NOT_FOUND ->
                    new BadSqlGrammarException(task, sql == null ? "" : sql, failure);
            case DEADLINE_EXCEEDED, CANCELLED -> new QueryTimeoutException(message, failure);
            case UNAVAILABLE, RESOURCE_EXHAUSTED ->
                    new TransientDataAccessResourceException(message, failure);
            case PERMISSION_DENIED, UNAUTHENTICATED ->
                    new PermissionDeniedDataAccessException(message, failure);
            default -> null;
        };
    }
}
