package earshot.device;

import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The current state of one device, as data for its row and its detail view.
///
/// @param id normalized device id
/// @param name given by a person, otherwise the id
/// @param note free text by a person
/// @param test whether it is one of the program's test devices
/// @param dialectChoice what a person chose, empty for "by path"
/// @param lastSeen last frame or request of any kind
/// @param connection present while connected
/// @param replaced the replaced connection of the same id during the overlap
/// @param lastEnd how the last connection ended, present once one has
/// @param ota what its newest OTA request reported
/// @param connections how many connections it ever opened
public record DeviceFacts(
    String id,
    String name,
    String note,
    boolean test,
    Presence presence,
    Optional<Dialect> dialectChoice,
    Optional<Instant> lastSeen,
    Optional<Connection> connection,
    Optional<ReplacedConnection> replaced,
    Optional<ConnectionEnd> lastEnd,
    Optional<OtaFacts> ota,
    long connections) {

    /// The facts of a new device.
    public static DeviceFacts unknown(String id) {
        return new DeviceFacts(id, id, "", false, Presence.NEVER_ARRIVED,
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), 0);
    }

    /// A blank name restores the id as the name.
    public DeviceFacts withName(String next) {
        String name = next.isBlank() ? id : next.strip();
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, lastSeen, connection, replaced, lastEnd, ota, connections);
    }

    public DeviceFacts withNote(String note) {
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, lastSeen, connection, replaced, lastEnd, ota, connections);
    }

    public DeviceFacts withTest(boolean test) {
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, lastSeen, connection, replaced, lastEnd, ota, connections);
    }

    public DeviceFacts withDialectChoice(Optional<Dialect> dialectChoice) {
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, lastSeen, connection, replaced, lastEnd, ota, connections);
    }

    public DeviceFacts withOta(OtaFacts ota) {
        Optional<Instant> seen = Optional.of(ota.at());
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, seen, connection, replaced, lastEnd, Optional.of(ota), connections);
    }

    public DeviceFacts withReplaced(Optional<ReplacedConnection> replaced) {
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, lastSeen, connection, replaced, lastEnd, ota, connections);
    }

    public DeviceFacts withLastEnd(ConnectionEnd lastEnd) {
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, lastSeen, connection, replaced, Optional.of(lastEnd), ota, connections);
    }

    /// A connection opened; the count goes up by one.
    public DeviceFacts connected(Connection first, Instant at) {
        return new DeviceFacts(id, name, note, test, Presence.CONNECTED, dialectChoice, Optional.of(at), Optional.of(first),
            replaced, lastEnd, ota, connections + 1);
    }

    /// The facts of the connection changed.
    public DeviceFacts updated(Connection next, Instant at) {
        return new DeviceFacts(id, name, note, test, presence, dialectChoice, Optional.of(at), Optional.of(next), replaced, lastEnd, ota, connections);
    }

    /// The connection is over.
    public DeviceFacts disconnected(ConnectionEnd end) {
        return new DeviceFacts(id, name, note, test, Presence.ASLEEP, dialectChoice, lastSeen, Optional.empty(),
            replaced, Optional.of(end), ota, connections);
    }

    /// @param listenSince when the listen state was entered
    /// @param speaking whether an answer is being sent to it now
    /// @param roundTrip of the newest ping
    /// @param hello what it sent in its hello, empty until then
    /// @param codec name of the Opus decoder in use
    /// @param lastEvent one line: the newest message or change
    public record Connection(
        String sessionId,
        Instant since,
        String remote,
        String path,
        DeviceIdentity identity,
        Dialect dialect,
        Framing framing,
        ListenState listenState,
        Instant listenSince,
        Optional<ListenMode> listenMode,
        boolean speaking,
        ConnectionMode mode,
        Optional<Duration> roundTrip,
        Optional<HelloFacts> hello,
        String codec,
        int tools,
        String lastEvent,
        Optional<Instant> lastVoice) {}

    /// @param audio what its microphone sends, for example `opus 16000 Hz 60 ms`
    /// @param features for example `mcp`, `aec`
    public record HelloFacts(int version, String audio, List<String> features) {}

    /// The replaced connection of the same id, until it is closed.
    public record ReplacedConnection(String remote, Instant closesAt) {}

    /// @param code WebSocket close code
    /// @param rule stable key of the reason, for example `idle.silent`, `device.hangup`, `replaced`
    /// @param args the arguments of the rule's text, in order, for example `660` seconds; without tabs
    /// @param description the reason for a person, in English; the console translates by `rule` and `args`
    public record ConnectionEnd(Instant at, int code, String rule, List<String> args, String description) {
        public ConnectionEnd {
            args = args.stream().map(arg -> arg.replace('\t', ' ')).toList();
        }

        /// By a rule whose text has no arguments.
        public ConnectionEnd(Instant at, int code, String rule, String words) {
            this(at, code, rule, List.of(), words);
        }
    }

    /// What a device reported in its newest OTA request.
    ///
    /// @param rssi dBm
    /// @param freeHeap bytes
    public record OtaFacts(Instant at, String board, String firmware, String address, Optional<Integer> rssi, Optional<Long> freeHeap) {}
}
