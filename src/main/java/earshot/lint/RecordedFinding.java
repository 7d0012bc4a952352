package earshot.lint;

import earshot.id.DeviceId;

/// A violation in recorded traffic.
///
/// @param connection its number in the file; 0 for a boot request
/// @param nanos monotonic time of it, in the clock of the file
public record RecordedFinding(Finding finding, DeviceId device, int connection, long nanos) {}
