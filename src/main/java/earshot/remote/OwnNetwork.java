package earshot.remote;

import module java.base;

import earshot.data.LetterCase;

/// Which addresses are on this computer or in its network, by their text alone: no name is looked up.
public final class OwnNetwork {
    private static final List<String> LOCAL_NAMES = List.of(".local", ".lan", ".home", ".internal", ".localdomain", ".home.arpa");

    private static final Pattern END_OF_AUTHORITY = Pattern.compile("[/?#]");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

    private OwnNetwork() {}

    /// @param address a host, or an address with a scheme
    static boolean contains(String address) {
        String text = LetterCase.lower(address.strip());
        int scheme = text.indexOf("://");
        String authority = END_OF_AUTHORITY.split(scheme < 0 ? text : text.substring(scheme + 3), 2)[0];
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.startsWith("[") ? literal(host.substring(1).split("]", 2)[0])
            : name(host.contains(":") && host.indexOf(':') != host.lastIndexOf(':') ? host : host.split(":", 2)[0]);
    }

    /// Whether a host is the computer that this program runs on, by its name alone: no name server is asked.
    public static boolean isThisComputer(String host) {
        String name = LetterCase.lower(host).replaceAll("[\\[\\]]", "");
        try {
            return name.equals("localhost") || name.endsWith(".localhost") || InetAddress.ofLiteral(name).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean name(String host) {
        if (host.isEmpty() || DIGITS.matcher(host).matches() || host.contains(":")) {
            return literal(host);
        }
        return !host.contains(".") || LOCAL_NAMES.stream().anyMatch(host::endsWith);
    }

    private static boolean literal(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
