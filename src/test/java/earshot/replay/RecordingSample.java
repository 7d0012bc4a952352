package earshot.replay;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileWriter;
import earshot.capture.SessionManifest;

/// A session file of one device that is answered once.
public final class RecordingSample {
    private RecordingSample() {}

    /// @param heard what the server says that it heard
    public static void write(Path file, String heard) {
        write(file, heard, Map.of());
    }

    /// @param settings in force, by dotted key
    public static void write(Path file, String heard, Map<String, Object> settings) {
        RecordedConnection connection = ConnectionSample.answered(heard, 20).done();
        List<SessionEntry> entries = new ArrayList<>(List.of(new SessionEntry.Connected(0, 1, connection.handshake())));
        entries.addAll(connection.traffic());
        SessionClock clock = new SessionClock(Instant.EPOCH, 0, Instant.EPOCH.plusSeconds(5), ZoneId.of("UTC"));
        SessionFileWriter.write(new SessionFile(new SessionManifest(1, "test", clock, settings, List.of(), List.of()), entries, List.of(), List.of(), List.of()),
            file, _ -> {});
    }
}
