/// A session file as the console shows it: what devices did at each moment of it, and how it sounded.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.playback.DeviceRecording] | what a file holds of one device |
/// | [earshot.playback.RecordedDevice] | a device at a moment of the recording, derived from what passed until then |
/// | [earshot.playback.PacketSound] | the packets of connections as sound, each where it was heard |
/// | [earshot.playback.TurnSounds] | both sounds of a turn |
///
/// Nothing here is connected to a device or a server, and nothing is written. Moments are monotonic nanoseconds of the computer that recorded.
package earshot.playback;
