package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusPacket;
import earshot.data.TextLimit;
import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// The lines of `events.ndjson`.
final class EntryJson {
    private static final int MOST_BYTES = 1 << 30;
    private static final int MOST_CLOSE_CODE = 4_999;
    private static final int MOST_HEADERS = 200;
    private static final long MOST_TIMESTAMP = 0xFFFF_FFFFL;

    private EntryJson() {}

    /// Where the bytes of a packet stand.
    ///
    /// @param sound name of the file
    /// @param index of the packet in it, from 0
    record Place(String sound, int index) {}

    /// What stands in a line: an entry, or the place of the packet that makes it one.
    sealed interface Line {
        record Whole(SessionEntry entry) implements Line {}

        /// @param packet without its bytes
        record Sound(SessionEntry.Packet packet, Place place) implements Line {}

        /// Of a kind that this version does not know.
        record Unknown() implements Line {}
    }

    /// @param device of the connection, where it belongs to one
    /// @param place of a packet, where it is one
    static ObjectNode of(SessionEntry entry, SessionClock clock, Optional<DeviceId> device, Optional<Place> place) {
        ObjectNode line = JSON.createObjectNode().put("nanos", entry.nanos()).put("at", at(entry, clock).toString()).put("kind", kind(entry));
        device.ifPresent(id -> line.put("device", id.value()));
        if (entry instanceof SessionEntry.OfConnection one) {
            line.put("connection", one.connection());
        }
        switch (entry) {
            case SessionEntry.Connected connected -> put(line, connected.handshake());
            case SessionEntry.Text text -> line.put("direction", JsonFields.name(text.direction())).put("text", text.text()).put("bytes", text.bytes());
            case SessionEntry.Packet packet -> put(line, packet, place.orElseThrow());
            case SessionEntry.Frame frame -> line.put("direction", JsonFields.name(frame.direction()))
                .put("base64", Base64.getEncoder().encodeToString(frame.content()));
            case SessionEntry.Closed closed -> line.put("code", closed.status().code()).put("reason", closed.status().reason())
                .put("by", JsonFields.name(closed.status().cause()));
            case SessionEntry.Row(Event event) -> {
                event.device().ifPresent(id -> line.put("device", id.value()));
                RowJson.put(line, event);
            }
            case SessionEntry.Ota ota -> line.put("device", ota.device().value()).put("request", ota.request()).put("status", ota.status())
                .put("reply", ota.reply());
            case SessionEntry.Lost lost -> line.put("count", lost.count());
        }
        return line;
    }

    private static Instant at(SessionEntry entry, SessionClock clock) {
        return entry instanceof SessionEntry.Row(Event event) ? event.at() : clock.at(entry.nanos()).truncatedTo(ChronoUnit.MICROS);
    }

    private static String kind(SessionEntry entry) {
        return switch (entry) {
            case SessionEntry.Connected _ -> "connected";
            case SessionEntry.Text _ -> "text";
            case SessionEntry.Packet _ -> "packet";
            case SessionEntry.Frame _ -> "frame";
            case SessionEntry.Closed _ -> "closed";
            case SessionEntry.Row _ -> "row";
            case SessionEntry.Ota _ -> "ota";
            case SessionEntry.Lost _ -> "lost";
        };
    }

    private static void put(ObjectNode line, RecordedHandshake handshake) {
        line.put("remote", handshake.remote()).put("target", handshake.target()).put("framing", handshake.framing().version())
            .put("dialect", JsonFields.name(handshake.dialect()))
            .put("authenticated", handshake.tokenGiven()).put("id_from", JsonFields.name(handshake.idFrom()));
        ObjectNode headers = line.putObject("headers");
        handshake.headers().forEach(headers::put);
    }

    private static void put(ObjectNode line, SessionEntry.Packet packet, Place place) {
        line.put("direction", JsonFields.name(packet.direction())).put("sound", place.sound()).put("index", place.index()).put("bytes", packet.opus().length)
            .put("ms", OpusPacket.statedMicros(packet.opus()) / 1e3);
        if (packet.timestampMillis() != 0) {
            line.put("timestamp", packet.timestampMillis());
        }
    }

    /// @throws IllegalArgumentException when something in it is missing or wrong
    /// @throws DateTimeException likewise
    static Line read(JsonFields line, SessionClock clock) {
        long nanos = line.number("nanos");
        JsonFields.check(clock.near(nanos), "nanos");
        return switch (line.text("kind")) {
            case "connected" -> whole(new SessionEntry.Connected(nanos, connection(line), handshake(line)));
            case "text" -> whole(new SessionEntry.Text(nanos, connection(line), direction(line), line.text("text"), line.number("bytes", 0, MOST_BYTES)));
            case "packet" -> new Line.Sound(
                new SessionEntry.Packet(nanos, connection(line), direction(line), line.has("timestamp") ? timestamp(line) : 0, new byte[0]),
                new Place(line.text("sound"), line.number("index", 0, Integer.MAX_VALUE)));
            case "frame" -> whole(new SessionEntry.Frame(nanos, connection(line), direction(line), Base64.getDecoder().decode(line.text("base64"))));
            case "closed" -> whole(new SessionEntry.Closed(nanos, connection(line),
                new CloseStatus(line.number("code", 0, MOST_CLOSE_CODE), line.line("reason"), line.constant(CloseStatus.Cause.class, "by"))));
            case "row" -> whole(new SessionEntry.Row(RowJson.read(line)));
            case "ota" -> whole(
                new SessionEntry.Ota(nanos, new DeviceId(line.line("device")), line.text("request"), line.number("status", 0, 999), line.text("reply")));
            case "lost" -> whole(new SessionEntry.Lost(nanos, line.number("count", 1, Integer.MAX_VALUE)));
            default -> new Line.Unknown();
        };
    }

    private static Line whole(SessionEntry entry) {
        return new Line.Whole(entry);
    }

    private static int connection(JsonFields line) {
        return line.number("connection", 1, Integer.MAX_VALUE);
    }

    private static Direction direction(JsonFields line) {
        Direction direction = line.constant(Direction.class, "direction");
        JsonFields.check(direction != Direction.HERE, "direction");
        return direction;
    }

    private static long timestamp(JsonFields line) {
        long timestamp = line.number("timestamp");
        JsonFields.check(timestamp >= 0 && timestamp <= MOST_TIMESTAMP, "timestamp");
        return timestamp;
    }

    private static RecordedHandshake handshake(JsonFields line) {
        return new RecordedHandshake(new DeviceId(line.line("device")), line.constant(DeviceIdentity.Source.class, "id_from"),
            TextLimit.cut(line.text("remote"), 100), line.line("target"),
            line.texts("headers", MOST_HEADERS), line.flag("authenticated"), Framing.ofVersion(line.number("framing", 1, 3)),
            line.constant(Dialect.class, "dialect"));
    }
}
