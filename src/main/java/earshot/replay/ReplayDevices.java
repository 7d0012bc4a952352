package earshot.replay;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionFile;
import earshot.id.DeviceId;

/// The devices of a recording that can be played.
public final class ReplayDevices {
    private ReplayDevices() {}

    /// Those that connected, in the order of their first connections.
    public static List<DeviceId> all(SessionFile file) {
        return file.connections().stream().map(connection -> connection.handshake().device()).distinct().toList();
    }

    public static List<RecordedConnection> connections(SessionFile file, DeviceId device) {
        return file.connections().stream().filter(connection -> connection.handshake().device().equals(device)).toList();
    }
}
