package earshot.remote;

import module java.base;

import earshot.config.Placeholder;
import earshot.data.LetterCase;
import java.net.Proxy;

/// By which proxy an address is reached: that of the provider's section (`https_proxy`, `http_proxy` or `proxy`), else that of the environment
/// (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, in either case) unless `NO_PROXY` names the address, else that of Java's options
/// (`-Dhttps.proxyHost` and `-Dhttp.proxyHost`) unless `http.nonProxyHosts` does. This computer and its own network are always reached directly.
///
/// @param ofProvider by scheme, `http` or `https`; empty for those of the environment
/// @param ofEnvironment likewise
/// @param except entries of `NO_PROXY`, and of `http.nonProxyHosts` where Java's options name a proxy
record ProxyRules(Map<String, ProxyAddress> ofProvider, Map<String, ProxyAddress> ofEnvironment, List<String> except) {
    private static final Set<String> PROXIED = Set.of("http", "https", "ws", "wss");
    private static final List<String> SCHEMES = List.of("http", "https");
    /// Of a provider's section. One for the other scheme counts where the own one is missing.
    private static final List<String> KEYS = List.of(key("https"), key("http"), "proxy");
    private static final ProxyRules ENVIRONMENT = ofEnvironment(System::getenv, System::getProperty);

    /// Those of the environment of this process.
    static ProxyRules environment() {
        return ENVIRONMENT;
    }

    /// @param properties Java's options
    static ProxyRules ofEnvironment(UnaryOperator<String> variables, UnaryOperator<String> properties) {
        Map<String, ProxyAddress> proxies = new HashMap<>();
        for (String scheme : SCHEMES) {
            variable(variables, key(scheme)).or(() -> variable(variables, "all_proxy")).flatMap(ProxyAddress::parse)
                .ifPresent(proxy -> proxies.put(scheme, proxy));
        }
        Stream<String> except = variable(variables, "no_proxy").stream().flatMap(list -> Stream.of(list.split("[,;\\s]+")));
        if (proxies.isEmpty()) {
            SCHEMES.forEach(scheme -> ofOptions(scheme, properties).ifPresent(proxy -> proxies.put(scheme, proxy)));
            except = Stream.concat(except, Stream.ofNullable(properties.apply("http.nonProxyHosts")).flatMap(list -> Stream.of(list.split("\\|"))));
        }
        return new ProxyRules(Map.of(), Map.copyOf(proxies), except.map(entry -> LetterCase.lower(entry.strip())).filter(entry -> !entry.isEmpty()).toList());
    }

    /// The name of a key, and of a variable of the environment.
    private static String key(String scheme) {
        return scheme + "_proxy";
    }

    private static Optional<ProxyAddress> ofOptions(String scheme, UnaryOperator<String> properties) {
        String port = Optional.ofNullable(properties.apply(scheme + ".proxyPort")).filter(written -> !written.isBlank())
            .orElse(scheme.equals("https") ? "443" : "80");
        return Optional.ofNullable(properties.apply(scheme + ".proxyHost")).filter(host -> !host.isBlank())
            .flatMap(host -> ProxyAddress.parse(host.strip() + ":" + port.strip()));
    }

    private static Optional<String> variable(UnaryOperator<String> variables, String name) {
        return Stream.of(name, LetterCase.upper(name)).map(variables).filter(value -> value != null && !value.isBlank()).findFirst();
    }

    /// Those of the environment, below those of a provider.
    static ProxyRules of(ProviderSettings provider) {
        return ENVIRONMENT.under(provider);
    }

    ProxyRules under(ProviderSettings provider) {
        if (ofProvider.isEmpty() && KEYS.stream().noneMatch(provider.section()::has)) {
            return this;
        }
        Map<String, ProxyAddress> proxies = new HashMap<>();
        for (String scheme : SCHEMES) {
            Stream.concat(Stream.of(key(scheme)), KEYS.stream()).flatMap(key -> provider.text(key).stream()).filter(written -> !Placeholder.matches(written))
                .findFirst()
                .flatMap(ProxyAddress::parse).ifPresent(proxy -> proxies.put(scheme, proxy));
        }
        return new ProxyRules(Map.copyOf(proxies), ofEnvironment, except);
    }

    /// The proxy for an address; empty when it is reached directly.
    Optional<ProxyAddress> proxy(URI address) {
        if (ofProvider.isEmpty() && ofEnvironment.isEmpty()) {
            return Optional.empty();
        }
        String scheme = address.getScheme() == null ? "" : LetterCase.lower(address.getScheme());
        String kind = scheme.equals("https") || scheme.equals("wss") ? "https" : "http";
        if (address.getHost() == null || !PROXIED.contains(scheme) || OwnNetwork.contains(address.getHost())) {
            return Optional.empty();
        }
        Optional<ProxyAddress> own = Optional.ofNullable(ofProvider.get(kind));
        return own.isPresent() ? own
            : Optional.ofNullable(ofEnvironment.get(kind)).filter(_ -> except.stream().noneMatch(entry -> excludes(entry, address, kind)));
    }

    private static boolean excludes(String entry, URI address, String kind) {
        String host = LetterCase.lower(address.getHost());
        int port = address.getPort() >= 0 ? address.getPort() : kind.equals("https") ? 443 : 80;
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon > 0 && entry.substring(colon + 1).matches("\\d{1,5}") && entry.indexOf(':') == colon;
        String name = (withPort ? entry.substring(0, colon) : entry).replaceFirst("^\\*?\\.", "");
        boolean named = matches(name, host) || host.equals(name) || host.endsWith("." + name) || host.equals("[" + name + "]")
            || name.contains("/") && within(host, name);
        return named && (!withPort || port == Integer.parseInt(entry.substring(colon + 1)));
    }

    /// Whether a name with `*` in it, such as `10.*`, stands for a host.
    private static boolean matches(String name, String host) {
        return name.contains("*") && host.matches(Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /// Whether a literal address lies in a network such as `10.0.0.0/8`.
    private static boolean within(String host, String network) {
        try {
            String[] parts = network.split("/", 2);
            byte[] address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).getAddress();
            byte[] base = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = Integer.parseInt(parts[1]);
            return address.length == base.length && new BigInteger(1, address).xor(new BigInteger(1, base)).shiftRight(address.length * 8 - bits).signum() == 0;
        } catch (IllegalArgumentException | ArithmeticException _) {
            return false;
        }
    }

    /// For the HTTP client.
    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI address) {
                return List.of(proxy(address).filter(ProxyAddress::usable)
                    .map(proxy -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()))).orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
                // the call itself fails, and says by which way
            }
        };
    }

    /// What tells the proxy on the way to an address who asks; empty where it wants no name.
    Optional<String> authorization(URI address) {
        return proxy(address).flatMap(ProxyAddress::user)
            .map(user -> "Basic " + Base64.getEncoder().encodeToString((user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8)));
    }
}
