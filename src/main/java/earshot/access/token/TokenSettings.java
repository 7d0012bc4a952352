package earshot.access.token;

import static earshot.config.SettingScope.NEXT_CONNECTION;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;

/// Which tokens of others are taken. Key names: badge-protocol section 8.7.
public record TokenSettings(Mode mode, Jwt jwt, OAuth2 oauth2) {
    private static final Setting<Mode> MODE = Setting.choice("server.auth.mode", Mode.STATIC).from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> SECRET = Setting.text("server.auth.jwt.secret").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> PUBLIC_KEY = Setting.text("server.auth.jwt.public_key").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> KEYS_ADDRESS = Setting.text("server.auth.jwt.jwks_uri").from(NEXT_CONNECTION);
    private static final Setting<List<String>> ALGORITHMS = Setting.filledTexts("server.auth.jwt.algorithms").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> AUDIENCE = Setting.text("server.auth.jwt.audience").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> ISSUER = Setting.text("server.auth.jwt.issuer").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> SUB_PREFIX = Setting.text("server.auth.jwt.sub_prefix").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> INTROSPECTION_URL = Setting.text("server.auth.oauth2.introspection_url").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> CLIENT_ID = Setting.text("server.auth.oauth2.client_id").from(NEXT_CONNECTION);
    private static final Setting<Optional<String>> CLIENT_SECRET = Setting.text("server.auth.oauth2.client_secret").from(NEXT_CONNECTION);

    public static final SettingsSection<TokenSettings> SECTION = new SettingsSection<>(TokenSettings::read,
        SettingsGroup.of("access", MODE, SECRET, PUBLIC_KEY, KEYS_ADDRESS, ALGORITHMS, AUDIENCE, ISSUER, SUB_PREFIX, INTROSPECTION_URL, CLIENT_ID,
            CLIENT_SECRET));

    /// `STATIC` takes configured tokens only, `MIXED` both kinds of others as well.
    public enum Mode {
        STATIC, JWT, OAUTH2, MIXED;

        boolean jwt() {
            return this == JWT || this == MIXED;
        }

        boolean oauth2() {
            return this == OAUTH2 || this == MIXED;
        }
    }

    /// @param publicKey as PEM, or its base64 alone
    /// @param keysAddress where the issuer publishes its keys
    /// @param algorithms by their names in JWT; empty for those that fit the keys
    /// @param subPrefix what stands before the id of the device in the subject
    public record Jwt(Optional<String> secret, Optional<String> publicKey, Optional<String> keysAddress, List<String> algorithms, Optional<String> audience,
        Optional<String> issuer, Optional<String> subPrefix) {
        /// Leaves out the secret, and the address, which may contain one.
        @Override
        public String toString() {
            return "Jwt[secret=" + secret.isPresent() + ", publicKey=" + publicKey.isPresent() + ", address=" + keysAddress.isPresent() + ", algorithms="
                + algorithms + ", audience=" + audience + ", issuer=" + issuer + ", subPrefix=" + subPrefix + "]";
        }
    }

    public record OAuth2(Optional<String> introspectionUrl, Optional<String> clientId, Optional<String> clientSecret) {
        /// Leaves out the secret, and the address, which may contain one.
        @Override
        public String toString() {
            return "OAuth2[address=" + introspectionUrl.isPresent() + ", client=" + clientId + ", secret=" + clientSecret.isPresent() + "]";
        }
    }

    private static TokenSettings read(SettingsReader settings) {
        Mode mode = settings.get(MODE);
        Jwt jwt = new Jwt(settings.get(SECRET), settings.get(PUBLIC_KEY), settings.get(KEYS_ADDRESS), settings.get(ALGORITHMS), settings.get(AUDIENCE),
            settings.get(ISSUER), settings.get(SUB_PREFIX));
        OAuth2 oauth2 = new OAuth2(settings.get(INTROSPECTION_URL), settings.get(CLIENT_ID), settings.get(CLIENT_SECRET));
        if (mode.jwt()) {
            JwtKeys.of(jwt).faults().forEach(fault -> report(settings, switch (fault) {
                case TOKEN_SECRET_SHORT, TOKEN_SECRET_IS_KEY -> SECRET;
                case TOKEN_ALGORITHM_UNKNOWN -> ALGORITHMS;
                default -> PUBLIC_KEY;
            }, fault));
        }
        if (mode.jwt() && jwt.keysAddress().filter(url -> IssuerCall.address(url).isEmpty()).isPresent()) {
            report(settings, KEYS_ADDRESS, ProblemReason.TOKEN_NO_ADDRESS);
        }
        if (mode.oauth2() && oauth2.introspectionUrl().flatMap(IssuerCall::address).isEmpty()) {
            report(settings, INTROSPECTION_URL, ProblemReason.TOKEN_NO_ADDRESS);
        }
        return new TokenSettings(mode, jwt, oauth2);
    }

    private static void report(SettingsReader settings, Setting<?> setting, ProblemReason reason) {
        settings.report(Problem.of(ProblemCode.TOKEN_SETTINGS, new ProblemSubject.Setting(setting.key()), setting.key(), reason));
    }
}
