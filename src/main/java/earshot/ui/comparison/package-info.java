/// The comparison view of a session file: beside another session, line by line, what the server said, how long the parts of its answers
/// took, how much sound there was, and how it closed connections. What differs is marked; each line leads to its place in either session.
///
/// The view judges nothing: [earshot.replay.RecordingComparison] does, as `earshot compare` prints it.
package earshot.ui.comparison;
