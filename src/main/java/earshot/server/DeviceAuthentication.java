package earshot.server;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.device.QueryParameters;

/// Decides which devices may connect. Source: badge-protocol section 1.5, which also fixes the two texts of refusal.
final class DeviceAuthentication {
    static final String MISSING = "Missing or invalid Authorization header";
    static final String INVALID = "Invalid token";

    private DeviceAuthentication() {}

    /// Why the device is refused; empty when it may connect.
    static Optional<String> refusal(ServerSettings.Auth auth, DeviceIdentity identity, String target, Map<String, String> headers) {
        if (exempt(auth, identity)) {
            return Optional.empty();
        }
        Optional<String> token = token(target, headers);
        if (token.isEmpty()) {
            return Optional.of(MISSING);
        }
        return isConfigured(auth, token.get()) ? Optional.empty() : Optional.of(INVALID);
    }

    /// Whether this device needs no token.
    static boolean exempt(ServerSettings.Auth auth, DeviceIdentity identity) {
        return !auth.enabled() || auth.allowedDevices().stream().anyMatch(identity.deviceId()::equalsIgnoreCase);
    }

    /// Browsers cannot set headers on a WebSocket, so they put the token into the query.
    private static Optional<String> token(String target, Map<String, String> headers) {
        Optional<String> header = Optional.ofNullable(headers.get("authorization")).flatMap(DeviceAuthentication::bearer);
        if (header.isPresent()) {
            return header;
        }
        try {
            QueryParameters query = QueryParameters.of(target);
            return Stream.of(query.first("authorization"), query.first("token")).flatMap(Optional::stream)
                .map(value -> bearer(value).orElse(value.strip())).findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> bearer(String value) {
        String text = value.strip();
        return text.regionMatches(true, 0, "Bearer ", 0, 7) ? Optional.of(text.substring(7).strip()).filter(t -> !t.isEmpty()) : Optional.empty();
    }

    /// Compares with every token in constant time, so that the time taken reveals nothing.
    private static boolean isConfigured(ServerSettings.Auth auth, String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String known : auth.tokens()) {
            found |= MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given);
        }
        return found;
    }
}
