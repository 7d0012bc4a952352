package earshot.remote;

import module java.base;

import earshot.data.LetterCase;

/// The address of a proxy, as people write it: `http://127.0.0.1:7890`, or without a scheme, or with a name and password.
///
/// @param scheme in lower case
/// @param user name and password, joined by a colon; never shown
public record ProxyAddress(String scheme, String host, int port, Optional<String> user) {
    private static final int USUAL_PORT = 8080;

    /// Empty when it is not an address.
    public static Optional<ProxyAddress> parse(String written) {
        String text = written.strip().replaceAll("^['\"]|['\"]$", "");
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            Optional<String> user = Optional.ofNullable(uri.getUserInfo());
            return uri.getHost() == null || uri.getPort() > 65_535 ? Optional.empty()
                : Optional.of(new ProxyAddress(LetterCase.lower(uri.getScheme()), uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), user));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// Whether calls can go by it: the HTTP client speaks no SOCKS.
    public boolean usable() {
        return !scheme.startsWith("socks");
    }

    /// Without name and password.
    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
