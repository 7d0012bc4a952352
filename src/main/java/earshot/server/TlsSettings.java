package earshot.server;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// TLS on both ports, for `wss://` and `https://`.
///
/// @param enabled whether TLS is spoken with who begins with it; plain connections are served in any case
/// @param certificate file with the owner's chain: PEM, or PKCS#12 with its key; empty for one that is made on first use
/// @param key file with the key of a PEM chain; empty where it is in the same file
/// @param password of a PKCS#12 file
public record TlsSettings(boolean enabled, Optional<String> certificate, Optional<String> key, Optional<String> password) {
    static final Setting<Boolean> ENABLED = Setting.flag("server.tls.enabled", true);
    static final Setting<Optional<String>> CERTIFICATE = Setting.text("server.tls.certificate");
    static final Setting<Optional<String>> KEY = Setting.text("server.tls.key");
    static final Setting<Optional<String>> PASSWORD = Setting.text("server.tls.password");

    public static final SettingsSection<TlsSettings> SECTION = new SettingsSection<>(
        settings -> new TlsSettings(settings.get(ENABLED), settings.get(CERTIFICATE), settings.get(KEY), settings.get(PASSWORD)),
        SettingsGroup.of("server", ENABLED, CERTIFICATE, KEY, PASSWORD));

    @Override
    public String toString() {
        return "TlsSettings[enabled=" + enabled + ", certificate=" + certificate + ", key=" + key + ", password=" + password.isPresent() + "]";
    }
}
