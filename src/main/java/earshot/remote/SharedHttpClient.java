package earshot.remote;

import module java.base;

import earshot.time.Time;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The HTTP client for all providers. Its connections stay open between calls, so that a later call needs no new handshake. Safe for use
/// from any thread.
public final class SharedHttpClient implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(4);

    /// Clients of providers with a proxy of their own that are kept.
    private static final int KEPT = 8;
    /// Without it the client refuses to give a proxy its password on the way to an encrypted address.
    private static final String REFUSED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    static {
        if (System.getProperty(REFUSED_SCHEMES) == null) {
            System.setProperty(REFUSED_SCHEMES, "");
        }
    }

    private final Time time;
    private final Executor threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("provider-", 0).factory());
    private final ProxiedClient usual = client(Route.USUAL);
    private final LinkedHashMap<Route, ProxiedClient> others = new LinkedHashMap<>();
    private boolean closed;

    /// How a provider is reached.
    ///
    /// @param fingerprint of the certificate that is accepted beside those that are known
    private record Route(ProxyRules proxies, Optional<String> fingerprint) {
        static final Route USUAL = new Route(ProxyRules.environment(), Optional.empty());
    }

    public SharedHttpClient(Time time) {
        this.time = time;
    }

    /// Goes by the proxies of the environment.
    public ProxiedClient client() {
        return usual;
    }

    /// Goes by the proxy that a provider names in its section, else by those of the environment, and accepts the certificate that it names.
    synchronized ProxiedClient client(ProviderSettings provider) {
        Route route = new Route(ProxyRules.of(provider), CertificateTrust.fingerprint(provider));
        if (route.equals(Route.USUAL) || closed) {
            return usual;
        }
        ProxiedClient own = others.computeIfAbsent(route, this::client);
        if (others.size() > KEPT) {
            others.pollFirstEntry().getValue().shutdown();
        }
        return own;
    }

    private ProxiedClient client(Route route) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).executor(threads).proxy(route.proxies.selector())
            .sslContext(CertificateTrust.context(route.fingerprint)).build();
        return new ProxiedClient(client, route.proxies);
    }

    /// Begins a request. Over plain HTTP it asks for HTTP/1.1, because the client's offer to upgrade costs a round trip and makes small servers
    /// fail; over TLS the version is agreed on in the handshake.
    public static HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return address.getScheme().equals("http") ? request.version(HttpClient.Version.HTTP_1_1) : request;
    }

    /// Begins a request with a bearer token, where the provider has one.
    public static HttpRequest.Builder request(URI address, Optional<String> key) {
        HttpRequest.Builder request = request(address);
        key.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    /// Sends a request of whose response only the status matters, and returns at once. The future does not wait for the body, which may be endless.
    public CompletableFuture<Integer> status(HttpRequest request) {
        return usual.send(request, HttpResponse.BodyHandlers.ofInputStream()).thenApply(response -> {
            HttpCall.drain(response.body(), time);
            return response.statusCode();
        });
    }

    public Time time() {
        return time;
    }

    @Override
    public synchronized void close() {
        closed = true;
        usual.shutdownNow();
        others.values().forEach(ProxiedClient::shutdownNow);
    }
}
