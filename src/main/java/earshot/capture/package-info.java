/// What passes between devices and server, seen from outside: nothing below knows that it is watched.
///
/// [earshot.capture.ObservedConnections] stands between the server and those who accept its connections. It hands over what passes, as it passes, on the
/// thread that it passes on, so a [earshot.capture.TrafficListener] only notes it and returns. [earshot.capture.TrafficThread] notes it in a bounded queue, and
/// hands it to each [earshot.capture.TrafficJudge] on one thread. What does not fit the queue ends the judging of that connection, and of no other.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.capture.TrafficHistory] | what passed last, in memory |
/// | [earshot.capture.SessionRecording] | what passes from now on, written to disk |
/// | [earshot.capture.SessionFile] | what a session file holds; [earshot.capture.SessionEntry] is one line of it |
/// | [earshot.capture.SessionFileReader], [earshot.capture.SessionFileWriter] | open and write one |
///
/// The layout of the file is in `assets/docs/session-file.md`.
///
/// Decisions, and why:
///
/// * **Noting is an object and a short lock.** Texts are masked and packets taken out of their framing on the thread that writes, or when a person saves.
/// * **Packets stand in Ogg, their times in the lines.** Sound plays in any player, byte for byte as it passed; who wants to know when it
///   passed reads the lines.
/// * **A recording is a directory until it ends.** Each part only grows, so that a kill costs what was not handed to the operating system
///   yet; one file is made of it at the end, or at the next start.
/// * **A file is another's.** Only names that belong there are read, nothing is unpacked to the disk, and memory and bytes are bounded. A line or a packet that
///   cannot be read is counted and left out; a row that this version cannot put into words keeps its English ones.
package earshot.capture;
