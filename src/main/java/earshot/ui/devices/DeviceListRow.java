package earshot.ui.devices;

import earshot.device.DeviceFacts;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;

/// Row of the device list.
sealed interface DeviceListRow permits DeviceRow, DeviceListRow.ReplacedRow, DeviceListRow.RefusedRow {
    /// Stable key of the row; the selection is kept by it.
    String key();

    /// The replaced connection of the device above, until it is closed (U06).
    record ReplacedRow(DeviceId device, DeviceFacts.ReplacedConnection facts) implements DeviceListRow {
        @Override
        public String key() {
            return "leaving " + device;
        }
    }

    /// A connection attempt that was refused or broken off (U03). A board that tries again for the same reason stays one row.
    record RefusedRow(ConnectionAttempt attempt) implements DeviceListRow {
        @Override
        public String key() {
            return String.join(" ", "attempt", attempt.remote(), attempt.device().map(DeviceId::value).orElse(""),
                attempt.problem().map(problem -> problem.code().key()).orElse(""),
                RefusalRemedy.of(attempt).map(RefusalRemedy::toString).orElse(""));
        }
    }
}
