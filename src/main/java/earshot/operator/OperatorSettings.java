package earshot.operator;

import java.util.Optional;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// Who may send to devices and read of them over HTTP.
///
/// @param token without one no program may send
public record OperatorSettings(Optional<String> token) {
    public static final Setting<Optional<String>> TOKEN = Setting.text("server.operator_token");

    public static final SettingsSection<OperatorSettings> SECTION = new SettingsSection<>(settings -> new OperatorSettings(settings.get(TOKEN)),
        SettingsGroup.of("operator", TOKEN));

    /// Leaves out the token.
    @Override
    public String toString() {
        return "OperatorSettings[token=" + token.isPresent() + "]";
    }
}
