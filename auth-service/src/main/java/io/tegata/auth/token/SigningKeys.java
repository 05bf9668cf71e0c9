package io.tegata.auth.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.tegata.common.id.Ids;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;

/**
 * The RSA key that signs access tokens: made at the first start of the first instance and kept in
 * the table {@code signing_keys}, so that tokens outlive a restart and every instance signs alike.
 *
 * <p>The private key lies in the database as it is: a later issue wraps it by a KMS and rotates it.
 * Until then whoever reads this table can sign tokens, so access to it is granted accordingly.
 */
final class SigningKeys {

    private static final String PURPOSE = "access_token";
    private static final long FIRST_GENERATION = 1;
    private static final int KEY_BITS = 2048;

    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    SigningKeys(Transactions transactions, Ids ids, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The key to sign with. */
    RSAKey current() {
        return transactions
                .sql(
                        """
                        SELECT key_id, public_key, private_key FROM signing_keys
                        WHERE purpose = :purpose ORDER BY generation DESC LIMIT 1
                        """)
                .param("purpose", PURPOSE)
                .query((row, _) -> key(row))
                .optional()
                .orElseGet(this::first);
    }

    /** Of several instances that start at once, the first to insert wins and all read its key. */
    private RSAKey first() {
        KeyPair pair = generate();
        String id = ids.next("sig");
        return transactions.readWrite(
                "make-signing-key",
                tx -> {
                    int _ =
                            tx.sql(
                                            """
                            INSERT INTO signing_keys
                              (purpose, generation, key_id, public_key, private_key, created_at)
                            VALUES (:purpose, :generation, :id, :public, :private, :now)
                            ON CONFLICT (purpose, generation) DO NOTHING
                            """)
                                    .param("purpose", PURPOSE)
                                    .param("generation", FIRST_GENERATION)
                                    .param("id", id)
                                    .param("public", pair.getPublic().getEncoded())
                                    .param("private", pair.getPrivate().getEncoded())
                                    .param("now", Transaction.time(clock.instant()))
                                    .update();
                    return tx.sql(
                                    """
                                    SELECT key_id, public_key, private_key FROM signing_keys
                                    WHERE purpose = :purpose AND generation = :generation
                                    """)
                            .param("purpose", PURPOSE)
                            .param("generation", FIRST_GENERATION)
                            .query((row, _) -> key(row))
                            .single();
                });
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }

    private static RSAKey key(ResultSet row) throws SQLException {
        try {
            var rsa = KeyFactory.getInstance("RSA");
            var publicKey =
                    (RSAPublicKey)
                            rsa.generatePublic(new X509EncodedKeySpec(row.getBytes("public_key")));
            PrivateKey privateKey =
                    rsa.generatePrivate(new PKCS8EncodedKeySpec(row.getBytes("private_key")));
            return new RSAKey.Builder(publicKey)
                    .privateKey(privateKey)
                    .keyID(row.getString("key_id"))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .build();
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("a signing key in the database is damaged", damaged);
        }
    }
}
