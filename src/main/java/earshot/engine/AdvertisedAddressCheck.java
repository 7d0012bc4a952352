package earshot.engine;

import module java.base;

import earshot.server.ServerAddress;

/// Checks whether the advertised address leads to this server, as far as that is possible without network access.
final class AdvertisedAddressCheck {
    private static final Pattern ADDRESS = Pattern.compile("(wss?)://([^\\s/:]+)(?::(\\d{1,5}))?(?:/\\S*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private AdvertisedAddressCheck() {}

    /// The same before a server listens, by the network cards of this computer.
    static boolean pointsElsewhere(String url, int port) {
        return pointsElsewhere(url, port, AdvertisedAddressCheck::isHere);
    }

    /// @param here whether the IP address of a host is one of this computer
    static boolean pointsElsewhere(String url, int port, Predicate<String> here) {
        Matcher there = ADDRESS.matcher(url);
        return there.matches() && NUMBER.matcher(there.group(2)).matches() && (!here.test(there.group(2)) || port(there) != port);
    }

    private static boolean isHere(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) != null;
        } catch (IllegalArgumentException | SocketException _) {
            return false;
        }
    }

    private static int port(Matcher there) {
        return there.group(3) != null ? Integer.parseInt(there.group(3)) : there.group(1).equals("wss") ? 443 : 80;
    }

    /// @param url `ws://` or `wss://`
    /// @param own addresses of this server, not empty
    /// @return true for the IP address of another computer, and for this computer with another port
    static boolean pointsElsewhere(String url, List<ServerAddress> own) {
        Matcher there = ADDRESS.matcher(url);
        if (!there.matches()) {
            return false;
        }
        String host = there.group(2);
        int port = port(there);
        boolean number = NUMBER.matcher(host).matches();
        List<ServerAddress> same = own.stream().filter(address -> address.host().equals(host) || address.loopback() && host.equals("localhost")).toList();
        if (same.isEmpty()) {
            return number;
        }
        return same.stream().noneMatch(address -> URI.create(address.ws()).getPort() == port);
    }
}
