/// One connection: what happens between its first frame and its last.
///
/// [earshot.session.SessionRegistry] accepts connections and is what the engine talks to. Each connection has a mailbox and one
/// virtual thread, `dev-<id>#<n>`, that drains it. Everything that belongs to the connection happens on that thread, in
/// order, and needs no locks. Library threads, timers, workers and the pacing thread only post.
///
/// A [earshot.session.Session] holds the mailbox and the parts of one connection, which use it through `ConnectionContext`:
///
/// | part | task |
/// | --- | --- |
/// | `ConnectionRegistration`, `HelloHandler`, `DeviceTools` | the route, both hellos, the tools of the device |
/// | `MessageDispatcher` | hands each text message to its part |
/// | `AudioUplink` | frames to decoded audio, with voice detection |
/// | `ListenManager`, `SpeechSegmenter` | when the person is done; the segment |
/// | `SpeechSink` | takes packets, segments and texts; swapped with the mode: `ConversationMode`, `MeetingMode`, none |
/// | `BargeInHandler` | interruption by voice, button, wake word or console |
/// | `TurnManager`, `TurnOutput`, `AudioDownlink` | the turns, and what is said |
/// | `AnnouncementSpeaker` | the moment for what the server says by itself |
/// | `IdleTimeout`, `IdleTimeoutHandler`, `ConnectionCloser` | idle limits, and every close by the server |
/// | `StateReporter` | the row of the device |
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
/// * **Sound that comes while we speak** opens no turn. In auto mode the microphone is off anyway; in realtime mode a voice that lasts
///   long enough interrupts, where that is set, and what it said so far begins the next segment.
/// * **What a connection owns goes with it, and nobody waits for that.** Its turns run on a few workers of its own; at the end what waits
///   for one never starts, and each owned part is closed by itself, so that one which hangs or fails keeps nothing else open.
/// * **A recognition stream is opened when a voice begins**, where the recognizer streams, and receives what the segment keeps: no socket for a
///   noisy room, none shared by two segments, so that nothing of one can get into the next. The whole segment is kept beside it: if the stream
///   fails, a fallback can still recognize all of it.
/// * **The connection hands what was said to the memory**, taken from the facts of its turns: so it is the same whoever answers, and an
///   answer that was interrupted counts as far as it got.
/// * **A connection takes part in a meeting and does not own it** ([earshot.session.MeetingMode], [earshot.meeting.live.MeetingParticipation]). What
///   is heard in meeting mode goes to the minutes and not to the assistant; listening continues at once, whatever the device says or forgets to
///   say; a wake word, an abort and a second `listen start` lose nothing of what is being said. From the end of a meeting until it is
///   summarized audio is dropped, as the specification wants it.
/// * **What was said outlives the connection.** Its last sentence becomes text when the connection is gone, and only then it leaves the meeting
///   ([earshot.session.SerialTaskQueue]); a second meeting waits for the last sentences of the first.
/// * **`mode end meeting` is confirmed at once**, after the acknowledgement, and the mode is over then; after a `finalize` message or a phrase it
///   is over when the meeting is. `meeting` messages of other phases than `snippet` and `finalize` are answered with `SCHEMA_INVALID`.
/// * **A device that is invited to a meeting from the console gets the same messages as if it had asked**: tone, `mode ok`, and a badge is asked to listen.
/// * **Text that nobody says is cut where it enters**: 4 000 characters of a `listen detect`, as of any recognizer's answer, 2 KB of a snippet
///   (badge-protocol 3.4). What is decided by it costs no more than its length: end phrases are looked for in the last 200 characters, and no
///   expression that backtracks reads what others wrote.
/// * **Nobody pays for what another device sends** ([earshot.session.ConnectionLimits], `ConnectionInput`, `SoundRateLimiter`). What a connection keeps
///   for its device (waiting messages, tools, things, queued snippets) counts in bytes: 2 MB each, an eighth of the heap for all; beyond that
///   the one that holds the most is closed. Messages cost by size and by what they start: 512 at once, 100 a second, a wake word counts as 21.
///   Sound faster than 1.5 times real time is dropped and, when it continues, ends the connection. Virtual threads are not pre-empted, so a
///   connection's thread gives way after a millisecond of work, and a text of over 4 kB is handled on one platform thread while it waits.
/// * **What the server says by itself is fetched, not sent.** A connection asks its [earshot.session.AnnouncementSource] when it is free,
///   and is only told that asking is worth while. So nothing waits in a connection that ends, and what was not heard is still there for the
///   next one. It is free after the first listen, outside of turns and meetings, and when who made the device listen has been silent
///   for 3 s.
/// * **Message families beside voice and meetings are attached, not known** ([earshot.feature.DeviceFeature], `ConnectionFeatures`): a connection opens the
///   part of each when it is registered, hands it the family's messages and tells it of hello and work mode.
/// * **A connection is in one work mode at a time** (`WorkModes`): one that begins ends the one before, which for a meeting means that it is summarized.
/// * **Commands by voice come before the assistant, at one place** (`VoiceCommands`, asked by [earshot.session.SpeechTurnFactory] at each
///   turn): a badge's whole sentence that asks for a mode (`SpokenModes`) is the same as a `mode` message, and a feature may take what is
///   said in its mode. The recognizer must be sure. In texts that the badge recognized itself the keyword of the working mode counts
///   anywhere, but after words for the contrary. Other devices get their assistant as it is. An assistant that needs no words, such as the
///   echo, keeps its pace: then a mode is switched only by words that are there in time.
/// * **`server` messages need the secret of the settings, from this computer as well** (`ServerRequestHandler`): one is made at the first
///   start, so that it never lacks, and a caller here may be another user or a page in a browser. An action that the protocol does not name
///   is answered with an error once the secret was right. `read_config_from_api` switches nothing: the settings are always these, and both
///   actions are served.
/// * **The operator switches a device's mode by the same way as the device** (`WorkModes`), and the device gets the same messages. The row
///   of the device keeps which work mode held since when and who asked; what a conversation goes through is not recorded there.
/// * **What is not served is refused, not confirmed**: `mode start` of a work mode and a message of a family without its feature get
///   `status: error` with the code `NOT_SERVED`, in the shape of their other errors, and change nothing. Firmware that does not know the answer
///   logs and ignores it. `mode end` of a mode that never began is confirmed. Types that the protocol does not name, and those whose sender
///   expects no receipt (`ui.*`, `device.control`), get no answer.
package earshot.session;
