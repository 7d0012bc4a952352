package earshot.server;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;

/// An attempt to connect: a TCP connection to one of the ports, whether or not it became a device connection.
///
/// @param number running number, unique while the program runs; the same attempt is reported again when it gets further
/// @param remote address of the client, without port
/// @param problem why it went no further
public record ConnectionAttempt(long number, Instant at, Port port, String remote, SentRequest sent, Optional<DeviceId> device, Step step,
        Optional<Problem> problem) {
    /// Of a client whose headers do not matter.
    public ConnectionAttempt(long number, Instant at, Port port, String remote, String request, Optional<DeviceId> device, Step step,
            Optional<Problem> problem) {
        this(number, at, port, remote, new SentRequest(request, List.of()), device, step, problem);
    }

    /// First line of the request, cut at 256 characters, secrets masked; empty when none came.
    public String request() {
        return sent.line();
    }

    public enum Port {
        WEBSOCKET("ws"), HTTP("http");

        private final String scheme;

        Port(String scheme) {
            this.scheme = scheme;
        }

        public String scheme() {
            return scheme;
        }
    }

    /// The steps of first contact, in order.
    public enum Step {
        /// TCP connected, no request read yet.
        REACHED,
        /// Asked for OTA over HTTP.
        OTA,
        /// Asked for activation.
        ACTIVATION,
        /// Another plain HTTP request.
        PAGE,
        /// Asked for a WebSocket upgrade.
        UPGRADE,
        /// Has an id.
        IDENTIFIED,
        /// Authenticated, or exempt from it.
        AUTHENTICATED,
        /// Sent its hello, or was sent one (badge).
        HELLO,
        /// Sent its first audio frame.
        SOUND
    }

    /// The same attempt, further on.
    public ConnectionAttempt reached(Step further) {
        return new ConnectionAttempt(number, at, port, remote, sent, device, further, problem);
    }

    /// The same attempt, ended here.
    public ConnectionAttempt failed(Problem why) {
        return new ConnectionAttempt(number, at, port, remote, sent, device, step, Optional.of(why));
    }

    ConnectionAttempt withRequest(SentRequest request) {
        return new ConnectionAttempt(number, at, port, remote, request, device, step, problem);
    }

    /// With another first line.
    ConnectionAttempt withRequest(String firstLine) {
        return withRequest(new SentRequest(firstLine, sent.headers()));
    }

    ConnectionAttempt withDevice(DeviceId id) {
        return new ConnectionAttempt(number, at, port, remote, sent, Optional.of(id), step, problem);
    }
}
