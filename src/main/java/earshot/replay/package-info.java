/// A recorded device played once more against a server, and two runs compared: what a recording shows can be shown again.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.replay.SessionReplay] | plays the connections of a recorded device against any xiaozhi server |
/// | `ReplayScript` | what a device sent on one connection, each step with the answer of the server that it waits for |
/// | [earshot.replay.ReplayComparison] | compares what passed in two runs, with tolerances |
/// | [earshot.replay.RecordingComparison] | two recordings side by side, line by line, with what is the same as well |
/// | [earshot.replay.ComparisonReport] | the differences, for people and for programs |
/// | [earshot.replay.EngineReplay] | the same against an engine of its own with the recorded settings, rows of the timeline included |
///
/// Decisions, and why:
///
/// * **A step follows what it followed in the recording.** A packet of sound keeps its distance from what the device sent before it. A
///   message waits for the answer that the device had before it sent it (its `hello`, the `tts` before it, the request of a tool), and
///   keeps its distance from that, so that a slower server is a slower server and not a broken replay.
/// * **A message is sent as it was recorded**, except what only a live connection knows: the session id, the id of a tool's request, and
///   secrets, which a recording does not hold.
/// * **Only the server is judged.** What differs by nature is left out ([earshot.replay.VolatileFields]); messages of different families
///   may overtake each other, those of one may not; sound may be longer or shorter by a tenth, and its length says nothing where the device
///   cut it short; a server may be faster, and slower by twice and a second ([earshot.replay.Tolerance]).
package earshot.replay;
