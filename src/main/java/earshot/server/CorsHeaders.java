package earshot.server;

import module java.base;

/// The headers that tell a browser which pages may read a reply. Never `*`: only the page that asked and is allowed is named.
final class CorsHeaders {
    /// For every reply: no other origin embeds it, and no browser takes it for a script.
    private static final Map<String, String> ALWAYS = Map.of("Vary", "Origin", "X-Content-Type-Options", "nosniff", "Cross-Origin-Resource-Policy",
        "same-origin",
        "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    private static final Map<String, String> PREFLIGHT = Map.of("Access-Control-Allow-Methods", "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers", "authorization, client-id, content-type, device-id, x-api-token", "Access-Control-Max-Age", "600");

    private CorsHeaders() {}

    /// The reply with the headers for the page that asked, if one did.
    static HttpReply added(HttpReply reply, WebAccessControl.Allowed allowed, HttpRequest request) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        headers.putAll(ALWAYS);
        allowed.origin().ifPresent(origin -> {
            headers.put("Access-Control-Allow-Origin", origin);
            if (request.method().equals(HttpMethod.OPTIONS) && request.headers().containsKey("access-control-request-method")) {
                headers.putAll(PREFLIGHT);
                if ("true".equalsIgnoreCase(request.headers().get("access-control-request-private-network"))) {
                    headers.put("Access-Control-Allow-Private-Network", "true");
                }
            }
        });
        return reply.withHeaders(headers);
    }
}
