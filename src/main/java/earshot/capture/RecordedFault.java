package earshot.capture;

import module java.base;

/// A fault that was on while a session was recorded.
///
/// @param name for example `aa:bb:cc:00:00:01 server jitter`
/// @param amount in the unit of its kind, `on` where that has none
/// @param since when it was switched on, also where that was before the recording; absent in files of older versions
/// @param until when it was switched off; absent where it was still on
public record RecordedFault(String name, String amount, Optional<Instant> since, Optional<Instant> until) {}
