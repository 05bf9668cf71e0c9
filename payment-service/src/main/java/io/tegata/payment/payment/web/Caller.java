package io.tegata.payment.payment.web;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who sent a request: read from its access token and from nowhere else. */
final class Caller {

    private Caller() {}

    /** The merchant whose rows the caller may see; 403 for a token that is not a merchant's. */
    static String merchant(Jwt token) {
        String merchant = token.getClaimAsString("merchant_id");
        if (merchant == null) {
            throw new ProblemException(CommonError.FORBIDDEN, "this resource belongs to merchants");
        }
        return merchant;
    }
}
