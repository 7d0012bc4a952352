package earshot.session;

import module java.base;

import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.server.CloseStatus;

/// Describes how a connection ended, for a person, with a stable key for translation.
final class CloseReasonFormatter {
    private CloseReasonFormatter() {}

    /// The text of the client's close frame is the last argument, after a colon; it is not translated.
    ///
    /// @param own the server's reason, where the server closed
    static ConnectionEnd describe(Instant at, CloseStatus closeStatus, Optional<ServerCloseReason> own, IdleSettings idle) {
        return own.map(reason -> new ConnectionEnd(at, reason.code(), reason.rule(), reason.args(idle))).orElseGet(() -> switch (closeStatus.cause()) {
            case SERVER -> byServer(at, closeStatus);
            case DEVICE -> byDevice(at, closeStatus);
            case PEER_NOT_READING -> new ConnectionEnd(at, closeStatus.code(), "peer.slow");
            case NETWORK -> new ConnectionEnd(at, closeStatus.code(), "network.silent");
        });
    }

    /// Closings decided by package `server`.
    private static ConnectionEnd byServer(Instant at, CloseStatus closeStatus) {
        String detail = closeStatus.reason().isBlank() ? "" : ": " + closeStatus.reason();
        String code = Integer.toString(closeStatus.code());
        return switch (closeStatus.code()) {
            case 1002 -> new ConnectionEnd(at, 1002, "protocol.error", List.of(detail));
            case 1003 -> new ConnectionEnd(at, 1003, "data.refused", List.of(detail));
            case 1007 -> new ConnectionEnd(at, 1007, "text.invalid", List.of(detail));
            case 1008 -> new ConnectionEnd(at, 1008, "policy", List.of(detail));
            case 1009 -> new ConnectionEnd(at, 1009, "message.large", List.of(detail));
            case 1001 -> new ConnectionEnd(at, 1001, "server.stop");
            case 1011 -> new ConnectionEnd(at, 1011, "internal.error", List.of(detail));
            case 1012 -> new ConnectionEnd(at, 1012, "server.restart");
            default -> new ConnectionEnd(at, closeStatus.code(), "server.closed", List.of(code, detail));
        };
    }

    private static ConnectionEnd byDevice(Instant at, CloseStatus closeStatus) {
        String detail = closeStatus.reason().isBlank() ? "" : ": " + closeStatus.reason();
        String code = Integer.toString(closeStatus.code());
        return switch (closeStatus.code()) {
            case 1000, 1005 -> new ConnectionEnd(at, closeStatus.code(), "device.closed", List.of(detail));
            case 1001 -> new ConnectionEnd(at, 1001, "device.away", List.of(detail));
            case 1006 -> new ConnectionEnd(at, 1006, "device.hangup");
            case 1002, 1003, 1007, 1008, 1009, 1010, 1011 ->
                new ConnectionEnd(at, closeStatus.code(), "device.error", List.of(code, detail));
            default -> new ConnectionEnd(at, closeStatus.code(), "device.other", List.of(code, detail));
        };
    }
}
