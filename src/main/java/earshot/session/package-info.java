/// One connection: what happens between its first frame and its last.
///
/// [earshot.session.Sessions] accepts connections and is what the engine talks to. Each connection has a mailbox and one
/// virtual thread, `dev-<id>#<n>`, that drains it. Everything that belongs to the connection happens on that thread, in
/// order, and needs no locks. Library threads, timers, workers and the pacing thread only post.
///
/// A [earshot.session.Session] holds the mailbox and dispatches messages; the work is done by parts that know little of each other:
/// `Welcome` sets the connection up, `Listening` decides when the person is done (with `Uplink` for the audio), `Answering` runs the turns,
/// `Attendance` handles meetings, `IdleClosing` watches the clock. They use the connection through `Core` and report through small interfaces.
///
/// Decisions, and why:
///
/// * **Time limits are checked, not rescheduled.** A frame only records its arrival. One timer per connection wakes for the next
///   moment at which something *could* be due, checks, and sleeps again: restarting a timer for each of 17 frames a second
///   and device would cost more than the frames.
/// * **Listening resumes by itself where no `listen start` will come**: in realtime mode, where it is sent once per session,
///   and in auto mode after a turn without `tts start`, because the firmware never left its listening state. Nothing is
///   sent in that case: a `tts start`/`stop` pair would only make the screen flicker.
/// * **A manual listener that never says stop** (a load client in use does that) is ended by the fall-back, but only if the audio
///   agrees: voice was detected and is over, or frames stopped coming. A person who holds the button and speaks
///   is never cut off because a number of seconds passed.
/// * **Audio during an answer opens no turn.** In auto mode the microphone is off anyway; in realtime mode level and voice detection go
///   on, and listening starts over when the answer ends.
/// * **An answer can be interrupted by button, by wake word and, in realtime mode, by voice**: voice that goes on for the configured
///   barge-in time stops the answer, and the audio collected meanwhile becomes the begin of the new segment. Voice interrupts only where
///   a model answers on the connection, and never the goodbye to an idle one.
/// * **The resources of a connection end with it, and nothing waits for them.** Its turns run on a few workers of its own. At the end queued
///   jobs never start, and each resource is closed on its own thread, so that one which hangs or fails keeps nothing else open.
/// * **A recognition stream is opened when a voice begins**, where the recognizer streams, and receives the audio of the segment: no socket for
///   a noisy room, and none shared by two utterances, so that nothing of one gets into the next. The whole segment is kept beside it: if
///   the stream fails, a fallback can still recognize all of it.
/// * **The connection hands the dialogue to the memory**, taken from the facts of its turns: so it is the same whichever assistant answers,
///   and an interrupted answer counts as far as it got.
/// * **A connection takes part in a meeting but does not hold it** ([earshot.session.Attendance]): meetings outlive connections and belong to
///   [earshot.meeting.live.Meetings]. In meeting mode speech goes to the minutes and, only where the settings say so, to the assistant as
///   well; listening continues at once, whether or not the device says so; a wake word, an abort and a second `listen start` lose no speech.
///   From the end of a meeting until it is summarized audio is dropped, as the specification requires.
/// * **Speech outlives the connection.** Its last segment is transcribed after the connection is gone, and only then it leaves the meeting
///   ([earshot.session.InOrder]); a second meeting waits for the last transcripts of the first.
/// * **Starting another work mode ends the meeting**: it could no longer be ended by voice, and minutes too early are better than none.
/// * **`mode end meeting` is confirmed at once**, after the acknowledgement, and ends the mode; after a `finalize` message or a spoken phrase
///   the mode ends with the meeting. `meeting` messages of other phases than `snippet` and `finalize` are answered with `SCHEMA_INVALID`.
/// * **A device that is invited to a meeting from the console gets the same messages as if it had asked**: tone, `mode ok`, and for a badge a
///   request to listen.
/// * **The other work modes** are kept and confirmed, and change the idle timeout and the dialog rules; what they collect is not built, and
///   each start is logged as such in the timeline.
package earshot.session;
