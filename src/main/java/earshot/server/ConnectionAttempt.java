package earshot.server;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;

/// An attempt to connect: a TCP connection to one of the ports, whether or not it became a device connection.
///
/// @param number running number, unique while the program runs; the same attempt is reported again when it gets further
/// @param remote address of the peer, without port
/// @param request first line of the request, cut at 256 characters, secrets masked; empty when none came
/// @param problem why it went no further
public record ConnectionAttempt(long number, Instant at, Port port, String remote, String request, Optional<DeviceId> device, Step step, Optional<Problem> problem) {
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
        return new ConnectionAttempt(number, at, port, remote, request, device, further, problem);
    }

    /// The same attempt, ended here.
    public ConnectionAttempt failed(Problem why) {
        return new ConnectionAttempt(number, at, port, remote, request, device, step, Optional.of(why));
    }

    ConnectionAttempt withRequest(String firstLine) {
        return new ConnectionAttempt(number, at, port, remote, firstLine, device, step, problem);
    }

    ConnectionAttempt withDevice(DeviceId id) {
        return new ConnectionAttempt(number, at, port, remote, request, Optional.of(id), step, problem);
    }
}
