package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// A service of Volcengine's model gateway over a WebSocket.
public interface VolcengineGatewayService extends SocketService {
    String usualModel();

    default String model() {
        return provider().text("model_name", "model").orElse(usualModel());
    }

    /// Reads `base_url` (or `ws_url`), else `host`, and `model_name`.
    ///
    /// @throws ProblemException with PROVIDER_INCOMPLETE when it is no address
    @Override
    default URI address() {
        String written = provider().text("base_url", "ws_url")
            .orElseGet(() -> "wss://" + provider().text("host").orElse("ai-gateway.vei.volces.com") + "/v1/realtime");
        return ProviderAddress.parseWebSocket(written + "?model=" + URLEncoder.encode(model(), StandardCharsets.UTF_8))
            .orElseThrow(() -> ProviderErrors.incomplete(provider(), "host"));
    }

    @Override
    default Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + provider().requiredKey());
    }
}
