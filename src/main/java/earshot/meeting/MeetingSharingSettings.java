package earshot.meeting;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.id.DeviceId;

/// Who gets to know of meetings. Key names: badge-protocol section 8.7.
///
/// @param webhook where summaries are sent; empty for nowhere
/// @param apiRateLimit requests per second from one address, 0 for no limit
/// @param apiToken of the HTTP API; without one only this computer may read
public record MeetingSharingSettings(Optional<Webhook> webhook, Broadcast broadcast, int apiRateLimit, Optional<String> apiToken) {
    private static final Setting<Optional<String>> WEBHOOK_URL = Setting.text("meeting.webhook.url");
    private static final Setting<Optional<String>> WEBHOOK_SECRET = Setting.text("meeting.webhook.secret");
    private static final Setting<Map<String, Object>> WEBHOOK_HEADERS = Setting.map("meeting.webhook.headers");
    private static final Setting<Boolean> BROADCAST = Setting.flag("meeting.broadcast.enabled", false);
    private static final Setting<Broadcast.Mode> BROADCAST_MODE = Setting.choice("meeting.broadcast.mode", Broadcast.Mode.OFF);
    private static final Setting<List<String>> BROADCAST_TARGETS = Setting.texts("meeting.broadcast.allowed_targets");
    private static final Setting<Boolean> BROADCAST_ORIGIN = Setting.flag("meeting.broadcast.include_origin", false);
    private static final Setting<Integer> API_RATE_LIMIT = Setting.whole("meeting.api_rate_limit", 0, 100_000, 10).in("/s");
    public static final Setting<Optional<String>> API_TOKEN = Setting.text("server.meeting_api_token");

    public static final SettingsSection<MeetingSharingSettings> SECTION = new SettingsSection<>(MeetingSharingSettings::read,
        SettingsGroup.of("sharing", WEBHOOK_URL, WEBHOOK_SECRET, WEBHOOK_HEADERS, BROADCAST, BROADCAST_MODE, BROADCAST_TARGETS, BROADCAST_ORIGIN,
            API_RATE_LIMIT, API_TOKEN));

    private static MeetingSharingSettings read(SettingsReader settings) {
        Broadcast.Mode mode = settings.get(BROADCAST_MODE);
        // read also while there is no address: errors in them are reported before one is entered
        Optional<String> secret = settings.get(WEBHOOK_SECRET);
        Map<String, String> headers = SettingsReader.texts(settings.get(WEBHOOK_HEADERS));
        return new MeetingSharingSettings(
            settings.get(WEBHOOK_URL).map(url -> new Webhook(url, secret, headers)),
            new Broadcast(settings.get(BROADCAST) ? mode : Broadcast.Mode.OFF,
                SettingsReader.ids(settings.get(BROADCAST_TARGETS)).stream().map(DeviceId::new).toList(), settings.get(BROADCAST_ORIGIN)),
            settings.get(API_RATE_LIMIT), settings.get(API_TOKEN));
    }

    /// @param secret key that signs the body
    public record Webhook(String url, Optional<String> secret, Map<String, String> headers) {
        /// Leaves out the secret, and the address and header values, which may contain one.
        @Override
        public String toString() {
            return "Webhook[signed=" + secret.isPresent() + ", headers=" + headers.keySet() + "]";
        }
    }

    /// @param mode `OFF` too when copies are disabled
    /// @param targets normalized ids
    /// @param includeOrigin whether the device itself gets a copy
    public record Broadcast(Mode mode, List<DeviceId> targets, boolean includeOrigin) {
        /// `GROUP`: devices whose id has the same first 8 characters, and allowed ones; `SESSION`: allowed ones only.
        public enum Mode { OFF, GROUP, SESSION }
    }

    /// Leaves out the token.
    @Override
    public String toString() {
        return "MeetingSharingSettings[webhook=" + webhook + ", broadcast=" + broadcast + ", token=" + apiToken.isPresent() + "]";
    }
}
