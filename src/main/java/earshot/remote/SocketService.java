package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// A service over a WebSocket, as the section of a provider says how it is reached.
public interface SocketService {
    ProviderSettings provider();

    /// Where the service is, as it is written, else its usual address.
    ///
    /// @throws ProblemException with PROVIDER_INCOMPLETE when what is written is no address of a WebSocket
    default URI address() {
        String written = provider().text("base_url", "ws_url", "api_url", "url").orElseGet(this::usualAddress);
        return ProviderAddress.parseWebSocket(written).orElseThrow(() -> ProviderErrors.incomplete(provider(), "base_url"));
    }

    default String usualAddress() {
        return provider().usualAddress().orElseThrow();
    }

    /// Where a connection goes.
    ///
    /// @param now for an address that holds a time
    default URI address(Instant now) {
        return address();
    }

    /// Those of the handshake. Waits where a token has to be made first.
    ///
    /// @throws ProblemException when a key is missing or refused
    default Map<String, String> headers() {
        return Map.of();
    }

    /// What a refused handshake is.
    default ProblemException refused(ProblemException handshake) {
        return handshake;
    }

    default ProviderErrors errors() {
        return new ProviderErrors(provider(), address());
    }
}
