/// One connection: what happens between its first frame and its last.
///
/// [earshot.session.Sessions] takes connections in and is what the engine talks to. Each connection has a mailbox and one
/// virtual thread, `dev-<id>#<n>`, that drains it; everything that belongs to the connection happens on that thread, in
/// order, and so needs no locks. Library threads, timers, workers and the pacing thread only post.
///
/// A [earshot.session.Session] is the mailbox and the switchboard; what it stands for is done by pieces that know little of each
/// other: `Welcome` takes the device in, `Listening` finds out when the person is done (with `Uplink` for the sound), `Answering` has
/// the turns, `IdleClosing` watches the clock. They ask for what they need through `Core`, and tell through small interfaces of their own.
///
/// Decisions, and why:
///
/// * **Time limits are judged, not rescheduled.** A frame only notes when it came. One timer a connection wakes for the next
///   moment at which something *could* be due, looks, and sleeps again: restarting a timer for each of 17 frames a second
///   and device would cost more than the frames.
/// * **Listening resumes by itself where no `listen start` will come**: in realtime mode, which says it once per session,
///   and in auto mode after a turn without `tts start`, because the firmware then never left its listening state. Nothing is
///   sent in that case: a `tts start`/`stop` pair would only make the screen flicker.
/// * **A manual listener that never says stop** (a load client in use does that) is helped by the fall-back, and the sound
///   has to agree with it: a voice was heard and is over, or frames stopped coming. A person who holds the button and speaks
///   is never cut off because a number of seconds passed.
/// * **Sound that comes while we speak** opens no turn. In auto mode the microphone is off anyway; in realtime mode level and
///   voice marks go on, and listening begins anew when we are done. Interrupting by voice is not built: by button and by
///   wake word is.
/// * **What a connection owns goes with it, and nobody waits for that.** Its turns run on a few workers of its own; at the end what waits
///   for one never starts, and each owned part is closed by itself, so that one which hangs or fails keeps nothing else open.
/// * **An ear is opened when a voice begins**, where the recogniser streams, and hears what the segment keeps: no socket for a noisy room, none
///   shared by two utterances, so that nothing of one can get into the next. The whole segment is kept beside it: if the ear fails, somebody
///   else can still hear all of it.
/// * **The connection hands what was said to the memory**, taken from the facts of its turns: so it is the same whoever answers, and an
///   answer that was interrupted counts as far as it got.
/// * **A meeting is attended, not held, by a connection** ([earshot.session.Attendance]): meetings belong to the house
///   ([earshot.meeting.live.Seat]). What is heard in meeting mode goes to the minutes and not to the assistant; listening goes on at once,
///   whatever the device says or forgets to say; a wake word, an abort and a second `listen start` lose nothing of what is being said.
///   From the end of a meeting until it is summed up sound is dropped, as the specification wants it.
/// * **What was said outlives the connection.** Its last sentence becomes text when it is gone, and only then its seat is free
///   ([earshot.session.InOrder]); a second meeting waits for the last words of the first.
/// * **Beginning another work mode ends the meeting**: nobody could end it by voice any more, and minutes too early are better than none.
/// * **`mode end meeting` is confirmed at once**, behind the acknowledgement, and the mode is over then; after a `finalize` message or a phrase it
///   is over when the meeting is. `meeting` messages of other phases than `snippet` and `finalize` are answered with `SCHEMA_INVALID`.
/// * **A device that is called to a meeting from the console is told as if it had asked**: tone, `mode ok`, and a badge is asked to listen.
/// * **The other work modes** are kept and confirmed, and change idle closing and the dialog rules; what they collect is not built, and
///   each entry says so in the timeline.
package earshot.session;
