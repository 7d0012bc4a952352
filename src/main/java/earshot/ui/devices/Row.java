package earshot.ui.devices;

import earshot.device.DeviceFacts;
import earshot.server.Attempt;

/// Row of the device list.
sealed interface Row permits DeviceRow, Row.Leaving, Row.Refused {
    /// Stable key of the row; the selection is kept by it.
    String key();

    /// The replaced connection of the device above, until it is closed (U06).
    record Leaving(String device, DeviceFacts.Leaving facts) implements Row {
        @Override
        public String key() {
            return "leaving " + device;
        }
    }

    /// A connection attempt that was refused or broken off (U03).
    record Refused(Attempt attempt) implements Row {
        @Override
        public String key() {
            return "attempt " + attempt.number();
        }
    }
}
