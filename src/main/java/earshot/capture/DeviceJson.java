package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.device.DeviceFacts.HelloFacts;
import earshot.device.DeviceFacts.History;
import earshot.device.DeviceFacts.Link;
import earshot.device.DeviceFacts.Listening;
import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.DeviceFacts.Profile;
import earshot.device.DeviceIdentity;
import earshot.device.ListenState;
import earshot.device.PlaybackLead;
import earshot.device.Presence;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;

/// What is known of a device, as JSON; without its client id, by which others could get its token.
final class DeviceJson {
    private DeviceJson() {}

    static ObjectNode of(DeviceFacts facts) {
        Profile profile = facts.profile();
        ObjectNode node = JSON.createObjectNode().put("id", facts.id().value()).put("name", profile.name()).put("note", SecretMasker.mask(profile.note()))
            .put("test", profile.test()).put("lead", profile.lead().frames());
        profile.dialectChoice().ifPresent(dialect -> node.put("dialect", JsonFields.name(dialect)));
        node.put("presence", JsonFields.name(facts.presence())).put("connections", facts.history().connections());
        facts.history().lastSeen().ifPresent(at -> node.put("last_seen", at.toString()));
        facts.history().lastEnd().ifPresent(end -> node.set("last_end", of(end)));
        facts.connection().ifPresent(connection -> node.set("connection", of(connection)));
        facts.ota().ifPresent(ota -> node.set("ota", of(ota)));
        return node;
    }

    private static ObjectNode of(ConnectionEnd end) {
        return JSON.createObjectNode().put("at", end.at().toString()).put("code", end.code()).put("rule", end.rule()).put("description", end.description())
            .set("args", ProblemJson.array(end.args()));
    }

    private static ObjectNode of(Connection connection) {
        Link link = connection.link();
        Listening listening = connection.listening();
        ObjectNode node = JSON.createObjectNode().put("session", link.sessionId().value()).put("since", link.since().toString()).put("remote", link.remote())
            .put("path", link.path())
            .put("id_from", JsonFields.name(link.identity().source())).put("dialect", JsonFields.name(link.dialect())).put("framing", link.framing().version())
            .put("codec", link.codec())
            .put("state", JsonFields.name(listening.state())).put("state_since", listening.since().toString()).put("speaking", connection.speaking())
            .put("mode", JsonFields.name(connection.mode()))
            .put("tools", connection.tools()).put("last_event", SecretMasker.mask(connection.lastEvent()));
        listening.mode().ifPresent(mode -> node.put("listen_mode", JsonFields.name(mode)));
        listening.lastVoice().ifPresent(at -> node.put("last_voice", at.toString()));
        connection.roundTrip().ifPresent(trip -> node.put("round_trip_ms", JsonFields.millis(trip)));
        connection.hello().ifPresent(
            hello -> node.putObject("hello").put("version", hello.version()).put("audio", hello.audio()).set("features", ProblemJson.array(hello.features())));
        return node;
    }

    private static ObjectNode of(OtaFacts ota) {
        ObjectNode node = JSON.createObjectNode().put("at", ota.at().toString()).put("board", ota.board()).put("firmware", ota.firmware())
            .put("address", ota.address()).put("remote", ota.remote());
        ota.rssi().ifPresent(rssi -> node.put("rssi", rssi));
        ota.freeHeap().ifPresent(heap -> node.put("free_heap", heap));
        return node;
    }

    /// @throws IllegalArgumentException when something in it is missing or wrong
    /// @throws DateTimeException likewise
    static DeviceFacts read(JsonFields fields) {
        DeviceId id = new DeviceId(fields.line("id"));
        Profile profile = new Profile(fields.line("name"), fields.line("note"), fields.flag("test"), fields.optionalConstant(Dialect.class, "dialect"),
            new PlaybackLead(fields.number("lead", 0, 100)));
        History history = new History(fields.optionalInstant("last_seen"), fields.optional("last_end").map(DeviceJson::end), fields.number("connections"));
        return new DeviceFacts(id, profile, fields.constant(Presence.class, "presence"), fields.optional("connection").map(one -> connection(one, id)),
            Optional.empty(), history,
            fields.optional("ota").map(DeviceJson::ota));
    }

    private static ConnectionEnd end(JsonFields fields) {
        return new ConnectionEnd(fields.instant("at"), fields.number("code", 0, 4_999), fields.line("rule"), fields.lines("args"), fields.line("description"));
    }

    private static Connection connection(JsonFields fields, DeviceId device) {
        DeviceIdentity identity = new DeviceIdentity(device, device.value(), fields.constant(DeviceIdentity.Source.class, "id_from"));
        Link link = new Link(new SessionId(fields.line("session")), fields.instant("since"), fields.line("remote"), fields.line("path"), identity,
            fields.constant(Dialect.class, "dialect"),
            Framing.ofVersion(fields.number("framing", 1, 3)), fields.line("codec"));
        Listening listening = new Listening(fields.constant(ListenState.class, "state"), fields.instant("state_since"),
            fields.optionalConstant(ListenMode.class, "listen_mode"), fields.optionalInstant("last_voice"));
        Optional<HelloFacts> hello = fields.optional("hello")
            .map(one -> new HelloFacts(one.number("version", 0, Integer.MAX_VALUE), one.line("audio"), one.lines("features")));
        return new Connection(link, listening, fields.flag("speaking"), fields.constant(ConnectionMode.class, "mode"), fields.optionalMillis("round_trip_ms"),
            hello,
            fields.number("tools", 0, Integer.MAX_VALUE), fields.line("last_event"));
    }

    private static OtaFacts ota(JsonFields fields) {
        Optional<Integer> rssi = fields.has("rssi") ? Optional.of(fields.number("rssi", Integer.MIN_VALUE, Integer.MAX_VALUE)) : Optional.empty();
        Optional<Long> heap = fields.has("free_heap") ? Optional.of(fields.number("free_heap")) : Optional.empty();
        return new OtaFacts(fields.instant("at"), fields.line("board"), fields.line("firmware"), fields.line("address"), fields.line("remote"), rssi, heap);
    }
}
