package io.tegata.payment.payment.store;

import io.tegata.payment.payment.CaptureMethod;
import io.tegata.payment.payment.OperationKind;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.PaymentStatus;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A payment as a row and back; reading one back checks its sums again. */
final class PaymentRow implements RowMapper<Payment> {

    static final String COLUMNS =
            """
            merchant_id, payment_id, version, merchant_reference, status, currency, amount, amount_authorized, \
            amount_captured, amount_voided, amount_refunded, amount_refund_pending, amount_settled, capture_method, \
            capture_before, payment_method, acquirer, authorization_id, charge_reference, open_operation_id, \
            latest_operation_id, latest_kind, latest_status, resolve_by, last_error, metadata, created_at, updated_at""";

    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private final JsonMapper json;

    PaymentRow(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Payment mapRow(ResultSet row, int number) throws SQLException {
        return new Payment(
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getLong("version"),
                row.getString("merchant_reference"),
                PaymentStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Currency.getInstance(row.getString("currency")),
                new Payment.Amounts(
                        row.getLong("amount"),
                        row.getLong("amount_authorized"),
                        row.getLong("amount_captured"),
                        row.getLong("amount_voided"),
                        row.getLong("amount_refunded"),
                        row.getLong("amount_refund_pending"),
                        row.getLong("amount_settled")),
                CaptureMethod.valueOf(row.getString("capture_method").toUpperCase(Locale.ROOT)),
                time(row, "capture_before"),
                row.getString("payment_method"),
                row.getString("acquirer"),
                row.getString("authorization_id"),
                row.getString("charge_reference"),
                row.getString("open_operation_id"),
                new Payment.LatestOperation(
                        row.getString("latest_operation_id"),
                        OperationKind.of(row.getString("latest_kind")),
                        OperationStatus.of(row.getString("latest_status")),
                        time(row, "resolve_by")),
                row.getString("last_error"),
                json.readValue(row.getString("metadata"), PAIRS),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    Row row(Payment payment) {
        Payment.Amounts amounts = payment.amounts();
        return Row.into("payments")
                .set("merchant_id", payment.merchantId())
                .set("payment_id", payment.id())
                .set("version", payment.version())
                .set("merchant_reference", payment.merchantReference())
                .set("status", payment.status().code())
                .set("currency", payment.currency().getCurrencyCode())
                .set("amount", amounts.asked())
                .set("amount_authorized", amounts.authorized())
                .set("amount_captured", amounts.captured())
                .set("amount_voided", amounts.voided())
                .set("amount_refunded", amounts.refunded())
                .set("amount_refund_pending", amounts.refundPending())
                .set("amount_settled", amounts.settled())
                .set("capture_method", payment.captureMethod().code())
                .set("capture_before", payment.captureBefore())
                .set("payment_method", payment.paymentMethod())
                .set("acquirer", payment.acquirer())
                .set("open_operation_id", payment.openOperationId())
                .set("latest_operation_id", payment.latest().id())
                .set("latest_kind", payment.latest().kind().code())
                .set("latest_status", payment.latest().status().code())
                .json("metadata", json.writeValueAsString(payment.metadata()))
                .set("created_at", payment.createdAt())
                .set("updated_at", payment.updatedAt());
    }

    /**
     * amount_settled belongs to the settlement feature, which raises the version too: a race shows
     * as a stale write.
     */
    void update(Transaction tx, Payment before, Payment after) {
        Payment.Amounts amounts = after.amounts();
        tx.update(
                1,
                """
                UPDATE payments SET version = ?, status = ?, amount_authorized = ?, amount_captured = ?, amount_voided = ?,
                amount_refunded = ?, amount_refund_pending = ?, authorization_id = ?, charge_reference = ?,
                open_operation_id = ?, latest_operation_id = ?, latest_kind = ?, latest_status = ?, resolve_by = ?,
                last_error = ?, updated_at = ?
                WHERE merchant_id = ? AND payment_id = ? AND version = ?
                """,
                after.version(),
                after.status().code(),
                amounts.authorized(),
                amounts.captured(),
                amounts.voided(),
                amounts.refunded(),
                amounts.refundPending(),
                after.authorizationId(),
                after.chargeReference(),
                after.openOperationId(),
                after.latest().id(),
                after.latest().kind().code(),
                after.latest().status().code(),
                after.latest().resolveBy(),
                after.lastError(),
                after.updatedAt(),
                after.merchantId(),
                after.id(),
                before.version());
    }
}
