package earshot.server;

import module java.base;

/// Decides by `Origin` and `Host` whether a request may be served, so that no web page from elsewhere reads or drives the server through a browser
/// on this computer or in this network.
///
/// Browsers always send `Origin` with an upgrade, with a POST and with whatever a page of another origin can read; who sends none is a device, which
/// may use any name that leads here: one of the router, of a container, of dynamic DNS. Only a page that is read may come without `Origin` from a browser,
/// and then a name that is not ours comes from DNS rebinding; an address cannot be rebound, and behind a port mapping it is not one of ours, so every
/// address passes as a host.
///
/// @param server whose configured addresses count as own
record WebAccessControl(Supplier<WebAccessSettings> settings, Supplier<ServerSettings> server, OwnHostNames ownNames) {
    sealed interface Decision {}

    /// @param origin of the page that asks; empty for devices
    record Allowed(Optional<String> origin) implements Decision {}

    sealed interface Foreign extends Decision {}

    record ForeignOrigin(String origin) implements Foreign {}

    /// @param host without port, or what was sent where that is not a host; empty where a browser sent none
    record ForeignHost(String host) implements Foreign {}

    /// @param headers names in lower case
    /// @param plainRead whether it is a GET or HEAD that is not an upgrade
    Decision decide(Map<String, String> headers, boolean plainRead) {
        Optional<String> origin = Optional.ofNullable(headers.get("origin")).map(String::strip).filter(text -> !text.isEmpty());
        if (origin.isEmpty() && !plainRead) {
            return new Allowed(origin);
        }
        String sent = headers.getOrDefault("host", "").strip();
        if (sent.isEmpty()) {
            return origin.isPresent() ? new ForeignHost("") : new Allowed(origin);
        }
        Optional<HostAndPort> host = HostAndPort.parse(sent);
        if (host.filter(this::servesAs).isEmpty()) {
            return new ForeignHost(host.map(HostAndPort::host).orElse(sent));
        }
        return origin.filter(page -> !mayUse(page, host.get())).<Decision>map(ForeignOrigin::new).orElseGet(() -> new Allowed(origin));
    }

    private boolean servesAs(HostAndPort host) {
        return host.literal().isPresent() || isOwnName(host.host()) || settings.get().allowedHosts().stream().anyMatch(name -> isNamed(name, host));
    }

    private boolean mayUse(String page, HostAndPort asked) {
        Optional<WebOrigin> origin = WebOrigin.parse(page);
        return origin.filter(from -> servedHere(from) || isSame(from, asked)).isPresent()
            || settings.get().allowedOrigins().stream().map(WebOrigin::normalized).anyMatch(WebOrigin.normalized(page)::equals);
    }

    /// A page of this computer, on any port.
    private boolean servedHere(WebOrigin from) {
        return isOwnName(from.host()) || from.hostAndPort().literal().filter(WebAccessControl::isOwnAddress).isPresent();
    }

    /// A page that came from the very address that it asks, for example through a proxy.
    private static boolean isSame(WebOrigin from, HostAndPort asked) {
        boolean usualPort = asked.port() == 0 && (from.port() == 80 || from.port() == 443);
        return from.host().equals(asked.host()) && (usualPort || from.port() == asked.port());
    }

    private boolean isOwnName(String host) {
        ServerSettings now = server.get();
        return host.equals("localhost") || host.endsWith(".localhost") || ownNames.contain(host)
            || Stream.of(Optional.of(now.host()), now.advertiseIp(), now.websocket().flatMap(WebAccessControl::hostOf)).flatMap(Optional::stream)
                .anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isNamed(String name, HostAndPort host) {
        return HostAndPort.parse(name.strip()).filter(allowed -> allowed.host().equals(host.host())).isPresent();
    }

    private static Optional<String> hostOf(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isOwnAddress(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return false;
        }
    }
}
