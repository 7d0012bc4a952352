package earshot.engine;

import earshot.id.DeviceId;

/// The state of the console's own test device while it runs.
///
/// @param microphone whether it sends the microphone instead of a recording
/// @param talking whether its talk button is held
/// @param state firmware state, for example `listening`
/// @param played frames that left its playback queue
/// @param underruns how often its playback queue was empty while speaking
public record TestDeviceState(DeviceId deviceId, boolean microphone, boolean talking, String state, long sent, long played, long underruns) {}
