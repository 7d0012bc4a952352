package earshot.remote;

import module java.base;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;

/// An HTTP client that gives a proxy its name and password with each request. The client's own way, an authenticator, loses what a provider says with
/// a 401 that has no `WWW-Authenticate`, as that of most has none. The client sends these headers to the proxy only, never beyond it.
public final class ProxiedClient {
    private static final String HEADER = "Proxy-Authorization";

    private final HttpClient client;
    private final ProxyRules rules;

    /// @param rules by which `client` chooses its proxy
    ProxiedClient(HttpClient client, ProxyRules rules) {
        this.client = client;
        this.rules = rules;
    }

    /// Sends a request at once; cancelling the future breaks it off.
    public <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, HttpResponse.BodyHandler<T> reader) {
        HttpRequest sent = rules.authorization(request.uri()).map(value -> HttpRequest.newBuilder(request, (_, _) -> true).setHeader(HEADER, value).build())
            .orElse(request);
        return client.sendAsync(sent, reader);
    }

    /// Builds a socket to an address, by its proxy where it has one.
    public WebSocket.Builder webSocket(URI address) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        rules.authorization(address).ifPresent(value -> builder.header(HEADER, value));
        return builder;
    }

    /// Lets running calls end.
    void shutdown() {
        client.shutdown();
    }

    void shutdownNow() {
        client.shutdownNow();
    }
}
