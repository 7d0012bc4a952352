package earshot.access.token;

import module java.base;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import earshot.access.token.TokenVerdict.InvalidReason;
import earshot.data.TextLimit;
import earshot.id.DeviceId;

/// Verifies signed tokens with the configured keys, and with those that their issuer publishes. Safe for use from any thread.
///
/// @param published empty where the settings name no address of keys
record JwtVerifier(TokenSettings.Jwt settings, JwtKeys keys, Optional<IssuerKeys> published) {
    static final Duration LEEWAY = Duration.ofSeconds(60);
    /// Longer ones are none: what verifies them costs by their length.
    private static final int MAX_CHARS = 8_000;
    private static final int SHOWN = 80;

    /// Empty when it is not a JWT. May wait for the issuer.
    Optional<TokenVerdict> verify(String token, DeviceId device, Instant now) {
        if (token.length() > MAX_CHARS || token.chars().filter(letter -> letter == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(verify(SignedJWT.parse(token), device, now));
        } catch (ParseException _) {
            // one that says `none` is not signed
            return token.startsWith("eyJ") ? Optional.of(new TokenVerdict.Invalid(InvalidReason.WRONG_ALGORITHM, "none")) : Optional.empty();
        }
    }

    private TokenVerdict verify(SignedJWT jwt, DeviceId device, Instant now) {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        Optional<JWSVerifier> configured = Optional.ofNullable(keys.verifiers().get(algorithm));
        Optional<IssuerKeys> asked = published.filter(keys -> keys.allows(algorithm));
        if (configured.isEmpty() && asked.isEmpty()) {
            return new TokenVerdict.Invalid(InvalidReason.WRONG_ALGORITHM, TextLimit.cut(algorithm.getName(), SHOWN));
        }
        try {
            if (configured.filter(key -> verifies(jwt, key)).isEmpty()
                && asked.stream().flatMap(keys -> keys.verifiers(jwt.getHeader()).stream()).noneMatch(key -> verifies(jwt, key))) {
                return new TokenVerdict.Invalid(InvalidReason.WRONG_SIGNATURE, "");
            }
        } catch (IssuerCall.Unanswered e) {
            return new TokenVerdict.Unchecked(e.argument());
        }
        try {
            return judge(jwt.getJWTClaimsSet(), device, now);
        } catch (ParseException _) {
            return new TokenVerdict.Invalid(InvalidReason.WRONG_CLAIMS, "");
        }
    }

    private static boolean verifies(SignedJWT jwt, JWSVerifier key) {
        try {
            return jwt.verify(key);
        } catch (JOSEException _) {
            return false;
        }
    }

    private TokenVerdict judge(JWTClaimsSet claims, DeviceId device, Instant now) {
        if (settings.issuer().filter(issuer -> !issuer.equals(claims.getIssuer())).isPresent()) {
            return new TokenVerdict.Invalid(InvalidReason.WRONG_ISSUER, shown(claims.getIssuer()));
        }
        if (settings.audience().filter(audience -> !claims.getAudience().contains(audience)).isPresent()) {
            return new TokenVerdict.Invalid(InvalidReason.WRONG_AUDIENCE, shown(String.join(", ", claims.getAudience())));
        }
        Optional<Instant> expires = Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant);
        Optional<Instant> begins = Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant);
        return TokenClaims.judge(settings.subPrefix(), Optional.ofNullable(claims.getSubject()), expires, begins, device, now);
    }

    private static String shown(String claim) {
        return claim == null || claim.isEmpty() ? "–" : TextLimit.cut(claim, SHOWN);
    }
}
