package earshot.device;

import earshot.wire.WorkMode;
import java.time.Instant;
import java.util.Optional;

/// A device entered a work mode, or left it.
///
/// @param mode that holds from then on; empty for conversation
/// @param cause who asked for it
public record ModeChange(Instant at, Optional<WorkMode> mode, Cause cause) {
    public enum Cause {
        /// A message of the device.
        DEVICE,
        /// Somebody who spoke.
        VOICE,
        /// The operator.
        CONSOLE,
        /// Nobody: the meeting was over.
        MEETING_END,
        /// The connection ended.
        CONNECTION_END
    }
}
