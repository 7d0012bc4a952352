package earshot.tool;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import earshot.remote.ProviderAddress;

/// Tool servers that the settings name; the others stand in a file of their own.
///
/// @param endpoint `mcp_endpoint`: where a relay of xiaozhi servers passes calls on to the tools that registered with it
public record ToolSettings(Optional<URI> endpoint) {
    private static final Setting<Optional<String>> ENDPOINT = Setting.text("mcp_endpoint");
    /// The relay has one address for those that bring tools, which is the one that people copy, and one for those that call them.
    private static final String BRINGING = "/mcp/";
    private static final String CALLING = "/call/";

    public static final SettingsSection<ToolSettings> SECTION = new SettingsSection<>(
        settings -> new ToolSettings(settings.get(ENDPOINT).flatMap(written -> ProviderAddress.parseWebSocket(written.replace(BRINGING, CALLING)))),
        SettingsGroup.of("server", ENDPOINT));
}
