package earshot.ui.devices;

import earshot.device.DeviceFacts;
import earshot.server.Attempt;

/// One row of the list.
sealed interface Row permits DeviceRow, Row.Leaving, Row.Refused {
    /// What stays the same while the row changes; the selection goes by it.
    String key();

    /// The old connection of the device above, until it is closed (U06).
    record Leaving(String device, DeviceFacts.Leaving facts) implements Row {
        @Override
        public String key() {
            return "leaving " + device;
        }
    }

    /// Somebody who was refused or broke off (U03).
    record Refused(Attempt attempt) implements Row {
        @Override
        public String key() {
            return "attempt " + attempt.number();
        }
    }
}
