package earshot.capture;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// How a connection began.
///
/// @param remote address of the client, without port
/// @param target path of the request and its query, cut, secrets masked
/// @param headers names in lower case, values as sent, secrets masked
/// @param tokenGiven whether it gave a token that counts
public record RecordedHandshake(DeviceId device, DeviceIdentity.Source idFrom, String remote, String target, Map<String, String> headers, boolean tokenGiven,
    Framing framing, Dialect dialect) {
    public RecordedHandshake {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    static RecordedHandshake of(Handshake handshake) {
        DeviceIdentity identity = handshake.identity();
        return new RecordedHandshake(identity.deviceId(), identity.source(), handshake.attempt().remote(),
            SecretMasker.mask(handshake.path()) + query(handshake.attempt().request()), handshake.headers(),
            handshake.tokenGiven(), handshake.framing(), handshake.dialect());
    }

    /// `?` and what follows it in the first line of a request; the line may be cut.
    private static String query(String line) {
        List<String> words = List.of(line.split(" ", 3));
        int mark = words.size() > 1 ? words.get(1).indexOf('?') : -1;
        return mark < 0 ? "" : words.get(1).substring(mark);
    }

    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /// Without its `?`; empty where there is none.
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /// The same for whoever takes a handshake. The client id is not recorded: the device id stands in its place.
    public Handshake handshake() {
        ConnectionAttempt attempt = new ConnectionAttempt(0, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, remote, "GET " + target + " HTTP/1.1",
            Optional.of(device), ConnectionAttempt.Step.AUTHENTICATED, Optional.empty());
        return new Handshake(InetSocketAddress.createUnresolved(remote, 0), path(), headers, new DeviceIdentity(device, device.value(), idFrom), tokenGiven,
            framing, dialect, attempt);
    }
}
