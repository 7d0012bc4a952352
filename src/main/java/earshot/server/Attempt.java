package earshot.server;

import earshot.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/// An attempt to connect: a TCP connection to one of the ports, whether or not it became a device connection.
///
/// @param number running number, unique while the program runs; the same attempt is reported again when it gets further
/// @param door which of the two ports
/// @param remote address of the peer, without port
/// @param request first line of the request, cut at 256 characters, secrets masked; empty when none came
/// @param device the device id, where one was given
/// @param step how far it came
/// @param problem why it went no further
public record Attempt(long number, Instant at, Door door, String remote, String request, Optional<String> device, Step step, Optional<Problem> problem) {
    public enum Door { WEBSOCKET, HTTP }

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
    public Attempt reached(Step further) {
        return new Attempt(number, at, door, remote, request, device, further, problem);
    }

    /// The same attempt, ended here.
    public Attempt failed(Problem why) {
        return new Attempt(number, at, door, remote, request, device, step, Optional.of(why));
    }

    Attempt saying(String firstLine) {
        return new Attempt(number, at, door, remote, firstLine, device, step, problem);
    }

    Attempt by(String id) {
        return new Attempt(number, at, door, remote, request, Optional.of(id), step, problem);
    }
}
