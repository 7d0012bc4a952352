package earshot.session;

import earshot.config.Settings;
import earshot.device.DeviceFacts.Ended;
import earshot.server.Closing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Describes how a connection ended, for a person, with a stable key for translation.
final class Farewells {
    private Farewells() {}

    /// The text of the peer's close frame is the last argument, after a colon; it is not translated.
    ///
    /// @param own the server's reason, where the server closed
    static Ended ended(Instant at, Closing closing, Optional<Ending> own, Settings.Idle idle) {
        Optional<Ending> ending = own.or(() -> Ending.of(closing));
        if (ending.isPresent()) {
            return new Ended(at, ending.get().code(), ending.get().rule(), ending.get().args(idle), ending.get().words(idle));
        }
        return switch (closing.by()) {
            case SERVER -> byServer(at, closing);
            case DEVICE -> byDevice(at, closing);
            case NETWORK -> new Ended(at, closing.code(), "network.silent", "lost: no sign of life for 50 s (switched off, or out of reach)");
        };
    }

    /// Closings decided by package `server`.
    private static Ended byServer(Instant at, Closing closing) {
        String said = closing.reason().isBlank() ? "" : ": " + closing.reason();
        String code = Integer.toString(closing.code());
        return switch (closing.code()) {
            case 1002 -> new Ended(at, 1002, "protocol.error", List.of(said), "closed by server: it broke the WebSocket protocol" + said);
            case 1003 -> new Ended(at, 1003, "data.refused", List.of(said), "closed by server: it sent data of a kind nobody takes" + said);
            case 1007 -> new Ended(at, 1007, "text.invalid", List.of(said), "closed by server: its text was no UTF-8" + said);
            case 1008 -> closing.reason().equals("peer does not read")
                ? new Ended(at, 1008, "peer.slow", "closed by server: it does not read what it is sent")
                : new Ended(at, 1008, "policy", List.of(said), "closed by server: refused" + said);
            case 1009 -> new Ended(at, 1009, "message.large", List.of(said), "closed by server: a message was too large" + said);
            case 1001 -> new Ended(at, 1001, "server.stop", "closed by server: it stops");
            case 1011 -> new Ended(at, 1011, "internal.error", List.of(said), "closed by server: an error of its own, see the log" + said);
            case 1012 -> new Ended(at, 1012, "server.restart", "closed by server: it restarts");
            default -> new Ended(at, closing.code(), "server.closed", List.of(code, said), "closed by server, code " + closing.code() + said);
        };
    }

    private static Ended byDevice(Instant at, Closing closing) {
        String said = closing.reason().isBlank() ? "" : ": " + closing.reason();
        String code = Integer.toString(closing.code());
        return switch (closing.code()) {
            case 1000, 1005 -> new Ended(at, closing.code(), "device.closed", List.of(said), "closed by the device in order" + said);
            case 1001 -> new Ended(at, 1001, "device.away", List.of(said), "the device went away" + said);
            case 1006 -> new Ended(at, 1006, "device.hangup", "the device hung up (firmware ends every session so)");
            case 1002, 1003, 1007, 1008, 1009, 1010, 1011 ->
                new Ended(at, closing.code(), "device.error", List.of(code, said), "the device closed with error " + closing.code() + said);
            default -> new Ended(at, closing.code(), "device.other", List.of(code, said), "the device closed with code " + closing.code() + said);
        };
    }
}
