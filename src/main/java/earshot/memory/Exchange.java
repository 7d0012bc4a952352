package earshot.memory;

import earshot.id.DeviceId;
import java.time.Instant;

/// What a person said to a device and what was answered.
///
/// @param at end of speech, ms
/// @param heard may be empty
/// @param answer may be empty
/// @param assistant who answered
public record Exchange(DeviceId device, Instant at, String heard, String answer, String assistant) {}
