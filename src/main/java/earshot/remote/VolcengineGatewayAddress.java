package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// How a section opens a WebSocket of Volcengine's model gateway.
public final class VolcengineGatewayAddress {
    private static final String HOST = "ai-gateway.vei.volces.com";

    private VolcengineGatewayAddress() {}

    /// Reads `base_url` (or `ws_url`), else `host`, and `model_name`.
    ///
    /// @throws ProblemException with PROVIDER_INCOMPLETE when it is no address
    public static URI of(ProviderSettings provider, String usualModel) {
        String written = provider.text("base_url", "ws_url").orElseGet(() -> "wss://" + provider.text("host").orElse(HOST) + "/v1/realtime");
        String model = URLEncoder.encode(provider.text("model_name", "model").orElse(usualModel), StandardCharsets.UTF_8);
        return ProviderAddress.parseWebSocket(written + "?model=" + model).orElseThrow(() -> ProviderErrors.incomplete(provider, "host"));
    }

    /// @throws ProblemException with PROVIDER_INCOMPLETE when the key is missing
    public static Map<String, String> headers(ProviderSettings provider) {
        return Map.of("Authorization", "Bearer " + provider.requiredKey());
    }
}
