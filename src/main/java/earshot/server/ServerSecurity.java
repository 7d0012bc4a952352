package earshot.server;

import module java.base;

/// What protects the ports beside the authentication of devices.
///
/// @param webAccess asked again at each request
public record ServerSecurity(Supplier<WebAccessSettings> webAccess) {
    /// Own addresses only.
    public static ServerSecurity standard() {
        return new ServerSecurity(WebAccessSettings.SECTION::defaults);
    }
}
