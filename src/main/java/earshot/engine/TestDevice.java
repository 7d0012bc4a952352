package earshot.engine;

/// The console's own test device, while one runs.
///
/// @param state the firmware state it is in, for example `listening`
/// @param played frames that really left its playback queue
/// @param underruns moments in which it had nothing to play while speaking
public record TestDevice(String deviceId, boolean microphone, boolean talking, String state, long sent, long played, long underruns) {}
