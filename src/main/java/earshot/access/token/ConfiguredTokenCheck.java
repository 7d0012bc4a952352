package earshot.access.token;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;

/// Judges tokens by the settings. Safe for use from any thread.
public final class ConfiguredTokenCheck implements TokenCheck {
    private final Time time;
    private final Supplier<TokenSettings> settings;
    private final SharedHttpClient http;
    private volatile Optional<Checks> checks = Optional.empty();

    /// What is made of the settings, once for each change.
    private record Checks(TokenSettings settings, Optional<JwtVerifier> jwt, Optional<TokenIntrospection> introspection) {}

    /// @param settings read at each use
    public ConfiguredTokenCheck(Time time, Supplier<TokenSettings> settings, SharedHttpClient http) {
        this.time = time;
        this.settings = settings;
        this.http = http;
    }

    @Override
    public Optional<TokenVerdict> check(String token, DeviceId device) {
        Checks now = current();
        Optional<TokenVerdict> verified = now.jwt.flatMap(jwt -> jwt.verify(token, device, time.now()));
        if (verified.filter(verdict -> !foreign(verdict)).isPresent()) {
            return verified;
        }
        return now.introspection.map(introspection -> introspection.check(token, device)).or(() -> verified)
            .or(() -> now.settings.mode() == TokenSettings.Mode.OAUTH2 ? Optional.of(new TokenVerdict.Unchecked(ProblemReason.TOKEN_NO_ADDRESS.toString()))
                : Optional.empty());
    }

    /// Whether somebody else may know it: another one signed it, or nobody could say.
    private static boolean foreign(TokenVerdict verdict) {
        return verdict instanceof TokenVerdict.Unchecked || verdict instanceof TokenVerdict.Invalid(TokenVerdict.InvalidReason reason, String _)
            && (reason == TokenVerdict.InvalidReason.WRONG_SIGNATURE || reason == TokenVerdict.InvalidReason.WRONG_ALGORITHM);
    }

    private Checks current() {
        TokenSettings written = settings.get();
        Checks made = checks.filter(known -> known.settings.equals(written)).orElseGet(() -> make(written));
        checks = Optional.of(made);
        return made;
    }

    private Checks make(TokenSettings written) {
        Optional<IssuerKeys> published = written.jwt().keysAddress().flatMap(IssuerCall::address)
            .map(address -> new IssuerKeys(time, http, address, written.jwt().algorithms()));
        Optional<JwtVerifier> jwt = written.mode().jwt() ? Optional.of(new JwtVerifier(written.jwt(), JwtKeys.of(written.jwt()), published)) : Optional.empty();
        Optional<TokenIntrospection> introspection = written.mode().oauth2()
            ? written.oauth2().introspectionUrl().flatMap(IssuerCall::address).map(address -> new TokenIntrospection(time, http, written, address))
            : Optional.empty();
        return new Checks(written, jwt, introspection);
    }
}
