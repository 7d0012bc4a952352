package earshot.simulator;

import module java.base;

import earshot.id.DeviceId;
import earshot.wire.Framing;
import earshot.wire.ListenMode;

/// Identity and protocol options of a test device.
///
/// @param deviceId lower-case MAC address with colons
/// @param token with or without a scheme; `Bearer ` is put in front of one that has none
/// @param mode what the button starts: auto, manual (push to talk) or realtime (echo cancelling on)
/// @param fingerprint SHA-256 of the only certificate to trust, see [ServerUrl]
public record SimulatedDeviceProfile(String url, DeviceId deviceId, String clientId, Optional<String> token, Framing framing, ListenMode mode, boolean tools,
        Optional<String> fingerprint) {
    /// Prefix of the id of every test device: a locally administered address that no board has.
    public static final String TEST_PREFIX = "02:ea:50:";

    /// Whether this is the id of a test device.
    public static boolean isTest(DeviceId deviceId) {
        return deviceId.value().startsWith(TEST_PREFIX);
    }

    /// The test device with this number, 0 to 16 777 215, with the options of current firmware.
    public static SimulatedDeviceProfile numbered(int number, String url) {
        DeviceId id = new DeviceId(TEST_PREFIX + String.format(Locale.ROOT, "%02x:%02x:%02x", number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        return new SimulatedDeviceProfile(url, id, UUID.nameUUIDFromBytes(id.value().getBytes(StandardCharsets.US_ASCII)).toString(), Optional.empty(),
            Framing.RAW, ListenMode.AUTO, true, Optional.empty());
    }

    /// The same for a device of other ids.
    public SimulatedDeviceProfile of(DeviceId device, String client) {
        return new SimulatedDeviceProfile(url, device, client, token, framing, mode, tools, fingerprint);
    }

    /// Whether its address is that of a WebSocket, and not yet of the OTA that tells it.
    boolean connectable() {
        return url.startsWith("ws");
    }

    public SimulatedDeviceProfile withUrl(String next) {
        return new SimulatedDeviceProfile(next, deviceId, clientId, token, framing, mode, tools, fingerprint);
    }

    public SimulatedDeviceProfile withToken(Optional<String> next) {
        return new SimulatedDeviceProfile(url, deviceId, clientId, next, framing, mode, tools, fingerprint);
    }

    public SimulatedDeviceProfile withFraming(Framing next) {
        return new SimulatedDeviceProfile(url, deviceId, clientId, token, next, mode, tools, fingerprint);
    }

    public SimulatedDeviceProfile withMode(ListenMode next) {
        return new SimulatedDeviceProfile(url, deviceId, clientId, token, framing, next, tools, fingerprint);
    }

    public SimulatedDeviceProfile withFingerprint(Optional<String> next) {
        return new SimulatedDeviceProfile(url, deviceId, clientId, token, framing, mode, tools, next);
    }

    /// The headers that the firmware adds to those of the handshake.
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        token.filter(t -> !t.isEmpty()).ifPresent(t -> headers.put("Authorization", t.contains(" ") ? t : "Bearer " + t));
        headers.put("Protocol-Version", String.valueOf(framing.version()));
        headers.put("Device-Id", deviceId.value());
        headers.put("Client-Id", clientId);
        return headers;
    }

    @Override
    public String toString() {
        return "DeviceProfile[" + deviceId + ", " + url + ", " + mode.wireName() + ", form " + framing.version() + "]";
    }
}
