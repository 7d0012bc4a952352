package earshot.fault;

import module java.base;

/// A time for which a fault was on.
///
/// @param until when it was switched off; absent while it is on
public record FaultPeriod(ActiveFault fault, Optional<Instant> until) {}
