package earshot.server;

import module java.base;

import earshot.data.LetterCase;

/// A host with an optional port, as in the header `Host` or an origin.
///
/// @param host name in lower case without a dot at its end, or an IP address without brackets
/// @param port 0 where none was written
record HostAndPort(String host, int port) {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]{0,252})(?::(\\d{1,5}))?");
    private static final Pattern BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::(\\d{1,5}))?");

    static Optional<HostAndPort> parse(String text) {
        return Stream.of(NAME, BRACKETS).map(pattern -> pattern.matcher(text)).filter(Matcher::matches).findFirst().map(match -> {
            String host = LetterCase.lower(match.group(1));
            return new HostAndPort(host.endsWith(".") ? host.substring(0, host.length() - 1) : host,
                match.group(2) == null ? 0 : Integer.parseInt(match.group(2)));
        }).filter(found -> found.port < 65_536);
    }

    /// The address if the host is one; never asks a name server.
    Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
