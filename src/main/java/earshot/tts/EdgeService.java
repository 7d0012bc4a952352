package earshot.tts;

import module java.base;

import earshot.problem.ProblemException;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.SocketService;

/// The read-aloud service, or the one that stands in its place: reads `base_url`. It asks for no key, and takes one that another service may want.
record EdgeService(ProviderSettings provider) implements SocketService {
    private static final URI ADDRESS = URI.create("wss://speech.platform.bing.com/consumer/speech/synthesize/readaloud/edge/v1");

    @Override
    public URI address() {
        return provider.text("base_url").map(written -> ProviderAddress.parseWebSocket(written)
            .orElseThrow(() -> ProviderErrors.incomplete(provider, "base_url"))).orElse(ADDRESS);
    }

    @Override
    public URI address(Instant now) {
        return EdgeRequest.address(address(), now, UUID.randomUUID());
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = EdgeRequest.headers(UUID.randomUUID());
        provider.key().ifPresent(key -> headers.put("Authorization", "Bearer " + key));
        return headers;
    }

    @Override
    public ProblemException refused(ProblemException handshake) {
        return errors().withoutKey(handshake);
    }
}
