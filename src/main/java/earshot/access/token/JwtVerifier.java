package earshot.access.token;

import module java.base;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import earshot.access.token.TokenVerdict.Fault;
import earshot.data.TextLimit;
import earshot.id.DeviceId;

/// Verifies signed tokens with the configured keys. Safe for use from any thread.
record JwtVerifier(TokenSettings.Jwt settings, JwtKeys keys) {
    static final Duration LEEWAY = Duration.ofSeconds(60);
    /// Longer ones are none: what verifies them costs by their length.
    private static final int MAX_CHARS = 8_000;
    private static final int SHOWN = 80;

    /// Empty when it is no JWT.
    Optional<TokenVerdict> verify(String token, DeviceId device, Instant now) {
        if (token.length() > MAX_CHARS || token.chars().filter(letter -> letter == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(verify(SignedJWT.parse(token), device, now));
        } catch (ParseException e) {
            // one that says `none` is not signed
            return token.startsWith("eyJ") ? Optional.of(new TokenVerdict.Invalid(Fault.WRONG_ALGORITHM, "none")) : Optional.empty();
        }
    }

    private TokenVerdict verify(SignedJWT jwt, DeviceId device, Instant now) {
        Optional<JWSVerifier> verifier = Optional.ofNullable(keys.verifiers().get(jwt.getHeader().getAlgorithm()));
        if (verifier.isEmpty()) {
            return new TokenVerdict.Invalid(Fault.WRONG_ALGORITHM, TextLimit.cut(jwt.getHeader().getAlgorithm().getName(), SHOWN));
        }
        try {
            if (!jwt.verify(verifier.get())) {
                return new TokenVerdict.Invalid(Fault.WRONG_SIGNATURE, "");
            }
        } catch (JOSEException e) {
            return new TokenVerdict.Invalid(Fault.WRONG_SIGNATURE, "");
        }
        try {
            return judge(jwt.getJWTClaimsSet(), device, now);
        } catch (ParseException e) {
            return new TokenVerdict.Invalid(Fault.WRONG_CLAIMS, "");
        }
    }

    private TokenVerdict judge(JWTClaimsSet claims, DeviceId device, Instant now) {
        if (settings.issuer().filter(issuer -> !issuer.equals(claims.getIssuer())).isPresent()) {
            return new TokenVerdict.Invalid(Fault.WRONG_ISSUER, shown(claims.getIssuer()));
        }
        if (settings.audience().filter(audience -> !claims.getAudience().contains(audience)).isPresent()) {
            return new TokenVerdict.Invalid(Fault.WRONG_AUDIENCE, shown(String.join(", ", claims.getAudience())));
        }
        Optional<Instant> expires = Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant);
        Optional<Instant> begins = Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant);
        return TokenClaims.judge(settings.subPrefix(), Optional.ofNullable(claims.getSubject()), expires, begins, device, now);
    }

    private static String shown(String claim) {
        return claim == null || claim.isEmpty() ? "–" : TextLimit.cut(claim, SHOWN);
    }
}
