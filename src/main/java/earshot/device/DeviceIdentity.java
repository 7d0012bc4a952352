package earshot.device;

import earshot.id.DeviceId;

/// The ids of a device and where they came from. Source: badge-protocol section 1.3.
///
/// @param deviceId normalized: trimmed, unquoted, lower case
/// @param clientId normalized likewise; the device id where none was given
public record DeviceIdentity(DeviceId deviceId, String clientId, Source source) {
    public enum Source {
        /// The query of the request.
        QUERY,
        /// A header.
        HEADER,
        /// None was given: `auto-` and eight hex digits.
        AUTOMATIC
    }

    /// Without the client id: with it anybody could get the token.
    @Override
    public String toString() {
        return "DeviceIdentity[" + deviceId + ", " + source + "]";
    }
}
