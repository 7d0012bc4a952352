package earshot.server;

import earshot.device.Identity;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;

/// What is known of a connection when its upgrade is done and it is authenticated.
///
/// @param path path of the request without the query
/// @param headers names in lower case, values as sent, secrets masked
/// @param identity who the device is and how we know
/// @param attempt its row in the list of attempts, to be reported again when it says hello and when it is heard
public record Handshake(
    Instant at,
    InetSocketAddress remote,
    String path,
    Map<String, String> headers,
    Identity identity,
    Framing framing,
    Dialect dialect,
    Attempt attempt) {

    public Handshake {
        headers = Map.copyOf(headers);
    }
}
