package earshot.server;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// Which web pages may use the server, and under which names it answers, beside its own.
///
/// @param allowedOrigins as browsers send them, for example `https://panel.example`; `null` is a page opened as a file
/// @param allowedHosts names without port
public record WebAccessSettings(List<String> allowedOrigins, List<String> allowedHosts) {
    public static final Setting<List<String>> ORIGINS = Setting.filledTexts("server.allowed_origins");
    public static final Setting<List<String>> HOSTS = Setting.filledTexts("server.allowed_hosts");

    public static final SettingsSection<WebAccessSettings> SECTION = new SettingsSection<>(
        settings -> new WebAccessSettings(settings.get(ORIGINS), settings.get(HOSTS)), SettingsGroup.of("access", ORIGINS, HOSTS));

    public WebAccessSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedHosts = List.copyOf(allowedHosts);
    }
}
