package earshot.task;

import module java.base;

import earshot.id.DeviceId;

/// What somebody did with a task.
///
/// @param by the device; empty for a person at this computer
/// @param detail the title, priority or owner that it got, or the meeting it comes from; else empty
public record TaskEvent(Instant at, Optional<DeviceId> by, Act act, String detail) {
    public enum Act { CREATED, IMPORTED, RENAMED, PRIORITIZED, ASSIGNED, RELEASED, COMPLETED, REOPENED, RESTORED }
}
