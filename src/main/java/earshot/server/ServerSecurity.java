package earshot.server;

import module java.base;

/// What protects the ports beside the authentication of devices.
///
/// @param webAccess asked again at each request
/// @param certificates for TLS; empty for none
public record ServerSecurity(Supplier<WebAccessSettings> webAccess, Optional<TlsCertificates> certificates) {
    /// Own addresses only, and no TLS.
    public static ServerSecurity standard() {
        return new ServerSecurity(WebAccessSettings.SECTION::defaults, Optional.empty());
    }
}
