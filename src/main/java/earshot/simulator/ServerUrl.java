package earshot.simulator;

import module java.base;

/// The address in a URL, parsed as by the firmware's network component: the first `:` after `://` is taken for the port separator, and a
/// query without a path is lost. Source: xiaozhi-protocol section 1.
///
/// @param secure whether to use TLS (`wss`, `https`)
/// @param path path and query, `/` where there is none
/// @param fingerprint SHA-256 of the only certificate to trust, in hexadecimal digits; empty for those that this computer trusts
public record ServerUrl(boolean secure, String host, int port, String path, Optional<String> fingerprint) {
    /// @throws IllegalArgumentException when the firmware could not use it either
    public static ServerUrl of(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            throw new IllegalArgumentException("no scheme in " + url);
        }
        String protocol = url.substring(0, scheme);
        boolean secure = protocol.equals("wss") || protocol.equals("https");
        int start = scheme + 3;
        int colon = url.indexOf(':', start);
        int slash = url.indexOf('/', colon < 0 ? start : colon);
        String path = slash < 0 ? "/" : url.substring(slash);
        int end = slash < 0 ? url.length() : slash;
        String host = url.substring(start, colon < 0 ? end : colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("no host in " + url);
        }
        if (colon < 0) {
            return new ServerUrl(secure, host, secure ? 443 : 80, path, Optional.empty());
        }
        try {
            return new ServerUrl(secure, host, Integer.parseInt(url.substring(colon + 1, end)), path, Optional.empty());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no port number in " + url, e);
        }
    }

    /// The same address, where TLS trusts this certificate only.
    public ServerUrl trusting(Optional<String> fingerprint) {
        return new ServerUrl(secure, host, port, path, fingerprint);
    }
}
