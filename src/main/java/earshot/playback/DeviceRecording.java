package earshot.playback;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.device.DeviceFacts;
import earshot.event.Event;
import earshot.id.DeviceId;

/// What a session file holds of one device.
///
/// @param known what the file says of it
/// @param connections its own, in order
/// @param rows of the timeline that are about it, in order
/// @param losses where something is missing, of whatever device, in order
public record DeviceRecording(DeviceFacts known, SessionClock clock, List<RecordedConnection> connections, List<Event> rows, List<SessionEntry.Lost> losses) {
    /// All devices of a file by their ids, those included that it says nothing of although they connected. Looks at each entry once: a file may name thousands.
    public static List<DeviceRecording> all(SessionFile file, List<RecordedConnection> connections) {
        Map<DeviceId, List<RecordedConnection>> own = new TreeMap<>(
            connections.stream().collect(Collectors.groupingBy(connection -> connection.handshake().device())));
        Map<DeviceId, DeviceFacts> known = new TreeMap<>();
        own.keySet().forEach(id -> known.put(id, DeviceFacts.unknown(id)));
        file.manifest().devices().forEach(facts -> known.put(facts.id(), facts));
        Map<DeviceId, List<Event>> rows = file.rows().stream().filter(row -> row.device().isPresent())
            .collect(Collectors.groupingBy(row -> row.device().orElseThrow()));
        List<SessionEntry.Lost> losses = file.entries().stream().filter(SessionEntry.Lost.class::isInstance).map(SessionEntry.Lost.class::cast).toList();
        return known.values().stream().map(facts -> new DeviceRecording(facts, file.manifest().clock(),
            own.getOrDefault(facts.id(), List.of()).stream().sorted(Comparator.comparingLong(RecordedConnection::nanos)).toList(),
            rows.getOrDefault(facts.id(), List.of()), losses)).toList();
    }

    /// The wall clock at a monotonic time of the file.
    Instant at(long nanos) {
        return clock.at(nanos);
    }
}
