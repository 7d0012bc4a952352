package earshot.server;

import static earshot.config.SettingScope.NEXT_CONNECTION;
import static earshot.config.SettingScope.RESTART;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderAddress;
import earshot.remote.SpecialHostName;

/// Where the server listens, and who may connect. Key names: badge-protocol section 8.7.
///
/// @param host `server.ip`
/// @param port `server.port`, 0 for any free one
/// @param httpPort `server.http_port`, 0 for any free one
/// @param websocket the address that OTA responses contain instead of the detected one
/// @param advertiseIp shown instead of the detected address
/// @param secret `manager-api.secret`: required in `server` messages; without one they are refused
/// @param maxConnectionsPerAddress `server.max_connections_per_address`, on both ports together
public record ServerSettings(String host, int port, int httpPort, Optional<String> websocket, Optional<String> advertiseIp, Auth auth, Optional<String> secret,
        int maxConnectionsPerAddress) {
    private static final Setting<Boolean> AUTH_ENABLED = Setting.flag("server.auth.enabled", false).from(NEXT_CONNECTION);
    private static final Setting<Boolean> ACTIVATION_CODE = Setting.flag("server.auth.activation_code", true).from(NEXT_CONNECTION);
    private static final Setting<List<String>> TOKENS = Setting.filledTexts("server.auth.tokens").from(NEXT_CONNECTION);
    public static final Setting<List<String>> ALLOWED_DEVICES = Setting.filledTexts("server.auth.allowed_devices").from(NEXT_CONNECTION);
    public static final Setting<Optional<String>> SECRET = Setting.text("manager-api.secret");
    private static final Setting<String> HOST = Setting.text("server.ip", "0.0.0.0").from(RESTART);
    private static final Setting<Integer> PORT = Setting.whole("server.port", 0, 65_535, 8000).strict().from(RESTART);
    private static final Setting<Integer> HTTP_PORT = Setting.whole("server.http_port", 0, 65_535, 8003).strict().from(RESTART);
    private static final Setting<Optional<String>> WEBSOCKET = Setting.webSocketUrl("server.websocket");
    private static final Setting<Optional<String>> ADVERTISE_IP = Setting.text("server.advertise_ip");

    private static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS = Setting.whole("server.max_connections_per_address", 10, 100_000, 300)
        .from(NEXT_CONNECTION);

    public static final SettingsSection<ServerSettings> SECTION = new SettingsSection<>(ServerSettings::read,
        SettingsGroup.of("access", AUTH_ENABLED, ACTIVATION_CODE, TOKENS, ALLOWED_DEVICES, SECRET),
        SettingsGroup.of("server", HOST, PORT, HTTP_PORT, WEBSOCKET, ADVERTISE_IP, MAX_CONNECTIONS_PER_ADDRESS));

    private static ServerSettings read(SettingsReader settings) {
        Optional<String> websocket = settings.get(WEBSOCKET);
        websocket.ifPresent(address -> ProviderAddress.parseWebSocket(address).map(URI::getHost).filter(host -> SpecialHostName.of(host).isPresent())
            .ifPresent(host -> settings.report(Problem.of(ProblemCode.ADDRESS_NAME, new ProblemSubject.Setting(WEBSOCKET.key()), address, host))));
        return new ServerSettings(settings.get(HOST), settings.get(PORT), settings.get(HTTP_PORT), websocket, settings.get(ADVERTISE_IP),
            new Auth(settings.get(AUTH_ENABLED), settings.get(TOKENS), SettingsReader.ids(settings.get(ALLOWED_DEVICES)).stream().map(DeviceId::new).toList(),
                settings.get(ACTIVATION_CODE)),
            settings.get(SECRET),
            settings.get(MAX_CONNECTIONS_PER_ADDRESS));
    }

    /// @param allowedDevices normalized ids: may connect without a token
    /// @param activationCode whether a board that waits for approval is told to show a code and to ask again by itself
    public record Auth(boolean enabled, List<String> tokens, List<DeviceId> allowedDevices, boolean activationCode) {
        public Auth(boolean enabled, List<String> tokens, List<DeviceId> allowedDevices) {
            this(enabled, tokens, allowedDevices, true);
        }

        /// Whether a device needs no token.
        public boolean exempts(DeviceId deviceId) {
            return !enabled || allowedDevices.contains(deviceId);
        }

        @Override
        public String toString() {
            return "Auth[enabled=" + enabled + ", tokens=" + tokens.size() + ", allowedDevices=" + allowedDevices + "]";
        }
    }
}
