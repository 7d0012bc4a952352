package earshot.device;

/// Who a device is and how we know. Source: badge-protocol section 1.3.
///
/// @param deviceId normalised: trimmed, unquoted, lower case
/// @param clientId normalised likewise; the device id where none was given
/// @param source where the device id came from
public record Identity(String deviceId, String clientId, Source source) {
    public enum Source {
        /// The query of the request.
        QUERY,
        /// A header.
        HEADER,
        /// Nobody said: `auto-` and eight hex digits.
        AUTOMATIC
    }
}
