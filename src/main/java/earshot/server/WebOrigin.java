package earshot.server;

import module java.base;

import earshot.data.LetterCase;

/// The origin of a web page: what a browser sends in `Origin`.
///
/// @param port that of the scheme where none was written
record WebOrigin(String scheme, String host, int port) {
    /// Stands in the list for pages without an origin of their own: opened as a file, or in a sandbox.
    static final String NONE = "null";

    /// Empty for anything but http and https.
    static Optional<WebOrigin> parse(String text) {
        String lower = LetterCase.lower(text.strip());
        boolean secure = lower.startsWith("https://");
        if (!secure && !lower.startsWith("http://")) {
            return Optional.empty();
        }
        String rest = lower.substring(secure ? 8 : 7);
        return HostAndPort.parse(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest)
            .map(at -> new WebOrigin(secure ? "https" : "http", at.host(), at.port() > 0 ? at.port() : secure ? 443 : 80));
    }

    /// The spelling for comparison: a file counts as no origin.
    static String normalized(String text) {
        String plain = LetterCase.lower(text.strip());
        return plain.startsWith("file:") ? NONE : parse(plain).map(WebOrigin::toString).orElse(plain);
    }

    HostAndPort hostAndPort() {
        return new HostAndPort(host, port);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
