package earshot.device;

import module java.base;

import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;

/// The current state of one device, as data for its row and its detail view.
///
/// @param connection present while connected
/// @param replaced the replaced connection of the same id during the overlap
/// @param ota what its newest OTA request reported
public record DeviceFacts(DeviceId id, Profile profile, Presence presence, Optional<Connection> connection, Optional<ReplacedConnection> replaced,
    History history,
        Optional<OtaFacts> ota) {

    /// What a person decided about the device.
    ///
    /// @param name given by a person, otherwise the id
    /// @param dialectChoice empty for "by path"
    public record Profile(String name, String note, boolean test, Optional<Dialect> dialectChoice, PlaybackLead lead) {
        /// Whether a person decided anything about the device of this id.
        boolean decided(DeviceId id) {
            return !name.equals(id.value()) || !note.isEmpty() || dialectChoice.isPresent() || !lead.equals(PlaybackLead.USUAL);
        }
    }

    /// What remains of earlier connections.
    ///
    /// @param lastSeen last frame or request of any kind
    /// @param connections how many it ever opened
    public record History(Optional<Instant> lastSeen, Optional<ConnectionEnd> lastEnd, long connections) {
        private History seen(Instant at) {
            return new History(Optional.of(at), lastEnd, connections);
        }
    }

    /// Whether the device never connected and no person decided anything about it.
    boolean newcomer() {
        return history.connections() == 0 && presence != Presence.CONNECTED && !profile.test() && !profile.decided(id);
    }

    public static DeviceFacts unknown(DeviceId id) {
        return stored(id, new Profile(id.value(), "", false, Optional.empty(), PlaybackLead.USUAL), new History(Optional.empty(), Optional.empty(), 0));
    }

    /// The facts of a device that is not connected.
    static DeviceFacts stored(DeviceId id, Profile profile, History history) {
        Presence presence = history.connections() > 0 ? Presence.ASLEEP : Presence.NEVER_ARRIVED;
        return new DeviceFacts(id, profile, presence, Optional.empty(), Optional.empty(), history, Optional.empty());
    }

    public String name() {
        return profile.name();
    }

    /// A blank name restores the id as the name.
    public DeviceFacts withName(String next) {
        return withProfile(new Profile(next.isBlank() ? id.value() : next.strip(), profile.note(), profile.test(), profile.dialectChoice(), profile.lead()));
    }

    public DeviceFacts withNote(String note) {
        return withProfile(new Profile(profile.name(), note, profile.test(), profile.dialectChoice(), profile.lead()));
    }

    public DeviceFacts withTest(boolean test) {
        return withProfile(new Profile(profile.name(), profile.note(), test, profile.dialectChoice(), profile.lead()));
    }

    public DeviceFacts withDialectChoice(Optional<Dialect> dialectChoice) {
        return withProfile(new Profile(profile.name(), profile.note(), profile.test(), dialectChoice, profile.lead()));
    }

    public DeviceFacts withLead(PlaybackLead lead) {
        return withProfile(new Profile(profile.name(), profile.note(), profile.test(), profile.dialectChoice(), lead));
    }

    private DeviceFacts withProfile(Profile profile) {
        return new DeviceFacts(id, profile, presence, connection, replaced, history, ota);
    }

    public DeviceFacts withOta(OtaFacts ota) {
        return new DeviceFacts(id, profile, presence, connection, replaced, history.seen(ota.at()), Optional.of(ota));
    }

    public DeviceFacts withReplaced(Optional<ReplacedConnection> replaced) {
        return new DeviceFacts(id, profile, presence, connection, replaced, history, ota);
    }

    /// A connection opened; the count goes up by one.
    public DeviceFacts connected(Connection first, Instant at) {
        History next = new History(Optional.of(at), history.lastEnd(), history.connections() + 1);
        return new DeviceFacts(id, profile, Presence.CONNECTED, Optional.of(first), replaced, next, ota);
    }

    public DeviceFacts updated(Connection next, Instant at) {
        return new DeviceFacts(id, profile, presence, Optional.of(next), replaced, history.seen(at), ota);
    }

    public DeviceFacts disconnected(ConnectionEnd end) {
        History next = new History(history.lastSeen(), Optional.of(end), history.connections());
        return new DeviceFacts(id, profile, Presence.ASLEEP, Optional.empty(), replaced, next, ota);
    }

    /// An open connection.
    ///
    /// @param hello what the device sent in its hello, empty until then
    /// @param lastEvent one line: the newest message or change; empty before the first
    public record Connection(Link link, Listening listening, boolean speaking, ConnectionMode mode, Optional<Duration> roundTrip, Optional<HelloFacts> hello,
            int tools, String lastEvent) {}

    /// What stays the same while a connection is open.
    ///
    /// @param codec name of the Opus decoder in use
    public record Link(SessionId sessionId, Instant since, String remote, String path, DeviceIdentity identity, Dialect dialect, Framing framing,
        String codec) {}

    /// @param since when the state was entered
    public record Listening(ListenState state, Instant since, Optional<ListenMode> mode, Optional<Instant> lastVoice) {}

    /// @param audio what its microphone sends, for example `opus 16000 Hz 60 ms`
    /// @param features for example `mcp`, `aec`
    public record HelloFacts(int version, String audio, List<String> features) {}

    /// The replaced connection of the same id, until it is closed.
    public record ReplacedConnection(String remote, Instant closesAt) {}

    /// @param code WebSocket close code
    /// @param rule stable key of the reason, for example `idle.silent`, `device.hangup`, `replaced`
    /// @param args the arguments of the rule's text, in order, for example `660` seconds; without tabs
    /// @param description the reason for a person, in English, kept for a rule that is not known any more
    public record ConnectionEnd(Instant at, int code, String rule, List<String> args, String description) {
        public ConnectionEnd {
            args = args.stream().map(arg -> arg.replace('\t', ' ')).toList();
        }

        public ConnectionEnd(Instant at, int code, String rule, List<String> args) {
            this(at, code, rule, args, EventText.connectionEnd(rule, args, "", Locale.ENGLISH));
        }

        /// By a rule whose text has no arguments.
        public ConnectionEnd(Instant at, int code, String rule) {
            this(at, code, rule, List.of());
        }

        /// The reason for a person.
        public String words(Locale locale) {
            return EventText.connectionEnd(rule, args, description, locale);
        }
    }

    /// What a device reported in its newest OTA request.
    ///
    /// @param address that the device gave, else where the request came from
    /// @param remote where the request came from
    /// @param rssi dBm
    /// @param freeHeap bytes
    public record OtaFacts(Instant at, String board, String firmware, String address, String remote, Optional<Integer> rssi, Optional<Long> freeHeap) {}
}
