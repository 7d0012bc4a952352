package earshot.simulator;

/// Something that happened to a device.
///
/// @param nanos monotonic time: of arrival for what came, of the doing for what was done
public record Moment(long nanos, Happening what) {}
