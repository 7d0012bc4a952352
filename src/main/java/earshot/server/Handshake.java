package earshot.server;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// What is known of a connection once it is authenticated and upgraded.
///
/// @param path path of the request without the query
/// @param headers names in lower case, values as sent, secrets masked
/// @param tokenGiven whether it gave a token that counts, its own or a configured one
/// @param attempt its attempt, to be reported again with its hello and its first audio
public record Handshake(InetSocketAddress remote, String path, Map<String, String> headers, DeviceIdentity identity, boolean tokenGiven, Framing framing,
    Dialect dialect,
        ConnectionAttempt attempt) {

    public Handshake {
        headers = Map.copyOf(headers);
    }
}
