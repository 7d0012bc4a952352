package earshot.device;

import module java.base;

import earshot.config.SettingsReader;
import earshot.id.DeviceId;

/// Finds the ids of a device in its request: in the query, then in a header, else automatic. Source: badge-protocol section 1.3.
public final class IdentityResolver {
    /// A longer id is ignored: it would fill rows and logs, and no device has one.
    static final int LONGEST_ID = 128;

    private static final String[] DEVICE_KEYS = {"device-id", "device_id"};
    private static final String[] CLIENT_KEYS = {"client-id", "client_id"};
    private static final String[] DEVICE_HEADERS = {"device-id", "device_id", "x-device-id", "x-device_id"};
    private static final String[] CLIENT_HEADERS = {"client-id", "client_id", "x-client-id", "x-client_id"};

    private IdentityResolver() {}

    /// @param name in lower case
    public static boolean isClientHeader(String name) {
        return List.of(CLIENT_HEADERS).contains(name);
    }

    /// The ids in the request, or a new automatic id.
    ///
    /// @param rawPaths every form of the request's target, most trusted first
    /// @param headers names in lower case
    public static DeviceIdentity resolve(List<String> rawPaths, Map<String, String> headers) {
        return find(rawPaths, headers).orElseGet(IdentityResolver::automatic);
    }

    /// The ids in the request; empty when there is no device id.
    public static Optional<DeviceIdentity> find(List<String> rawPaths, Map<String, String> headers) {
        Optional<String> headerClient = normalized(first(headers, CLIENT_HEADERS));
        return byQuery(rawPaths).or(() -> normalized(first(headers, DEVICE_HEADERS)).or(() -> headerClient)
            .map(device -> new DeviceIdentity(new DeviceId(device), headerClient.orElse(device), DeviceIdentity.Source.HEADER)));
    }

    /// Trimmed, without quotes at the ends, lower case. Empty when nothing is left or the rest cannot be an id: longer
    /// than 128 characters, or with control characters, which would forge log lines.
    public static Optional<String> normalized(Optional<String> raw) {
        return raw.map(text -> SettingsReader.id(text).strip())
            .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl));
    }

    private static DeviceIdentity automatic() {
        DeviceId id = new DeviceId("auto-" + UUID.randomUUID().toString().substring(0, 8));
        return new DeviceIdentity(id, id.value(), DeviceIdentity.Source.AUTOMATIC);
    }

    /// A client id in the query counts only beside a device id.
    private static Optional<DeviceIdentity> byQuery(List<String> rawPaths) {
        try {
            return rawPaths.stream().filter(path -> !path.isEmpty()).findFirst().map(QueryParameters::of).flatMap(query ->
                normalized(query.first(DEVICE_KEYS)).map(device ->
                    new DeviceIdentity(new DeviceId(device), normalized(query.first(CLIENT_KEYS)).orElse(device), DeviceIdentity.Source.QUERY)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(Map<String, String> headers, String[] names) {
        return Arrays.stream(names).map(headers::get).filter(value -> value != null && !value.isEmpty()).findFirst();
    }
}
