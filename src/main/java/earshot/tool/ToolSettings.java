package earshot.tool;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import earshot.remote.ProviderAddress;

/// Tool servers that the settings name; the others stand in a file of their own.
///
/// @param endpoint `mcp_endpoint`: where a relay of xiaozhi servers passes calls on to the tools that registered with it
/// @param callLimit `tool_call_timeout`: how long a tool may take to answer
public record ToolSettings(Optional<URI> endpoint, Duration callLimit) {
    private static final Setting<Optional<String>> ENDPOINT = Setting.text("mcp_endpoint");
    /// An answer over HTTP is waited for no longer than the most.
    private static final Setting<Duration> CALL_LIMIT = Setting.seconds("tool_call_timeout", 1, 120, McpClient.CALL_TIMEOUT.toSeconds()).from(NEXT_TURN);
    /// The relay has one address for those that bring tools, which is the one that people copy, and one for those that call them.
    private static final String BRINGING = "/mcp/";
    private static final String CALLING = "/call/";

    public static final SettingsSection<ToolSettings> SECTION = new SettingsSection<>(
        settings -> new ToolSettings(settings.get(ENDPOINT).flatMap(written -> ProviderAddress.parseWebSocket(written.replace(BRINGING, CALLING))),
            settings.get(CALL_LIMIT)),
        SettingsGroup.of("server", ENDPOINT, CALL_LIMIT));
}
