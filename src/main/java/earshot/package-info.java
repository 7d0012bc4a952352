/// Earshot: a desktop control console for voice devices, with the server they talk to inside. The program starts in [earshot.Main].
///
/// The words of this code, what each means here, and the type to read first. A word has one meaning in every package, on the screen, and in
/// the texts.
///
/// | term | meaning | type |
/// | --- | --- | --- |
/// | device | a board or program that speaks the xiaozhi protocol; known by its id also while it is asleep | [earshot.device.DeviceModel] |
/// | id | what devices, sessions and meetings are known by, each by its own type | [earshot.id.DeviceId], [earshot.id.SessionId], [earshot.id.MeetingId] |
/// | claim | a device id together with who holds it: the client id of one board | [earshot.access.Claim] |
/// | approval | what the operator decided about a claim; an approved one has a token of its own | [earshot.access.Approval] |
/// | dialect | which of the two protocols a device speaks: plain xiaozhi, or that of the badge | [earshot.wire.Dialect] |
/// | message | one JSON text of the protocol, in or out | [earshot.wire.InboundMessage], [earshot.wire.OutboundMessage] |
/// | frame | one binary message with one Opus packet; how it is wrapped is its framing | [earshot.wire.BinaryFrameCodec] |
/// | transport | carries messages: WebSocket to devices; HTTP, SSE or stdio to tool servers | [earshot.server.DeviceTransport], [earshot.tool.McpTransport] |
/// | handshake | the upgrade to WebSocket, with identity and authentication | [earshot.server.Handshake] |
/// | session | one connection from its hello to its end, with all state that belongs to it | [earshot.session.Session] |
/// | connection mode | what a connection is used for: conversation, meeting, idle | [earshot.device.ConnectionMode] |
/// | listen state | whether the device is listened to, and in which way it decides the end | [earshot.device.ListenStateMachine] |
/// | speech | what a person says | |
/// | voice | a voice of text to speech (TTS), never a person's | [earshot.tts.Voice] |
/// | speaker | the person who speaks; the hardware is a loudspeaker | |
/// | recognizer | speech to text (ASR) | [earshot.asr.Recognizer] |
/// | VAD | voice activity detection: whether a piece of sound holds speech | [earshot.audio.VoiceActivityDetector] |
/// | endpointing | deciding where speech starts and ends | [earshot.audio.Endpointer] |
/// | segment | the sound between two such boundaries | [earshot.session.SpeechSegment] |
/// | turn | one exchange: from the end of the person's speech to the last sound of the answer | [earshot.turn.Turn] |
/// | stage | a part of a turn with an owner who can make it shorter; stages add up to the turn | [earshot.turn.TurnStage] |
/// | playout | sending the frames of an answer at the pace at which a device plays them | [earshot.turn.Playout] |
/// | barge-in | interrupting an answer: by speech, by button, by wake word | [earshot.session.BargeInHandler] |
/// | assistant | whoever answers a turn: a model, an echo, a script | [earshot.turn.Assistant] |
/// | tool | a function that a model may call: built in, of the device, of an MCP server | [earshot.tool.ToolSource] |
/// | provider | a service that recognizes, answers or speaks | [earshot.remote.ActiveProvider] |
/// | service | a provider on the network with a protocol of its own, reached over HTTP or a WebSocket | [earshot.remote.SocketService] |
/// | provider type | what Earshot knows of a kind of service: its name in the settings, its fields, its usual address | [earshot.catalog.ProviderType] |
/// | alias | the name under which settings describe a provider | |
/// | model | alone, a language model; others say what they are of: of a device, of speech, of a view | [earshot.llm.LanguageModel] |
/// | purpose | what a model is used for: chat, meeting, memory, intent, coding, working | [earshot.llm.Purpose] |
/// | resolution | which model serves a purpose, and why | [earshot.llm.ModelResolution] |
/// | fallback | the provider that takes over when another fails | [earshot.remote.ProviderFallback] |
/// | back-off | growing pauses between attempts | [earshot.remote.RetryPolicy] |
/// | reminder | what a device is to say at a time; due until it was spoken | [earshot.reminder.Reminder] |
/// | announcement | what the server says to a device by itself, when that disturbs nobody | [earshot.session.Announcement] |
/// | feature | a family of messages beside voice: display, workflow, coding, peer | [earshot.feature.DeviceFeature] |
/// | rule | of peers: which device may send to which; of lint: what firmware needs of a message | [earshot.peer.PeerRules], [earshot.lint.LintRule] |
/// | peer | another device, in messages from device to device; who is at the other end of a connection is a client | [earshot.peer.PeerMessage] |
/// | queue | messages that wait for the device they are for | [earshot.peer.PeerQueue] |
/// | page | what a badge shows on its screen; another one replaces it | [earshot.display.DisplayPage] |
/// | acknowledgement | what a badge says to a page: that it shows it, or why not | [earshot.display.Acknowledgement] |
/// | work mode | what a device enters and leaves by a `mode` message | [earshot.wire.WorkMode] |
/// | insight | what a log of coding means, in four short lists; the last one is its summary | [earshot.coding.CodingFeature] |
/// | traffic | all that passes between devices and server, observed, never held up | [earshot.capture.TrafficListener], [earshot.capture.TrafficHistory] |
/// | protocol lint | judges traffic by what real firmware does with it | [earshot.lint.LintRule] |
/// | finding | what a check says: protocol lint of traffic, or a check of the settings | [earshot.lint.Finding], [earshot.engine.SettingsFinding] |
/// | session file | what passed, as a file that others open | [earshot.capture.SessionFile] |
/// | recording | of a session: a file that grows; of a meeting: its sound | [earshot.capture.SessionRecording], [earshot.meeting.recording.RecordingStore] |
/// | playback | a device plays an answer; a session file is shown as at a time | [earshot.device.PlaybackLead], [earshot.playback.RecordedDevice] |
/// | model of the device | what firmware does with what passes, and what it must have lost; told from outside | [earshot.firmware.FirmwareModel] |
/// | microphone tap | receives what the audio debugger of the firmware sends: what a microphone hears, and the echo reference | [earshot.tap.MicrophoneTap] |
/// | fault | something done wrong on purpose, for one device, at the server's borders | [earshot.fault.Fault], [earshot.fault.injection.FaultyConnections] |
/// | operator | whoever runs this server: the person at the console, and programs that have the token | [earshot.operator.Operator] |
/// | operator message | what a person or a program has the server send to a device by hand | [earshot.operator.OperatorMessage] |
/// | metrics | numbers of the server for programs that watch it | [earshot.metrics.MetricsPage] |
/// | meeting | what several devices hear together, as sentences in order, with a summary at its end | [earshot.meeting.Meeting] |
/// | task | something that a group of devices has to do | [earshot.task.Task], [earshot.task.TaskGroup] |
/// | participant | a device in a meeting | [earshot.meeting.live.MeetingParticipant] |
/// | snippet | a sentence that a device recognized itself | [earshot.meeting.live.SnippetItem] |
/// | sentence | one entry of a meeting's transcript | [earshot.meeting.MeetingSentence] |
/// | finalize | end a meeting: the last words become text, then the summary is written | [earshot.meeting.live.MeetingFinalizer] |
/// | setting | a value by its dotted key, from layers of files; declared once by its feature | [earshot.config.Setting] |
/// | revision | one change of the settings that can be undone and restored | [earshot.config.Revision] |
/// | problem | a failure as a person sees it: what happened, why, what to do | [earshot.problem.Problem] |
/// | timeline | everything that happened, as rows | [earshot.event.Timeline] |
/// | command | what a person asks the engine to do | [earshot.engine.Command] |
/// | operation | a command that takes time, with progress and outcome | [earshot.engine.Operation] |
/// | replay | plays what a recorded device sent once more, and compares what the server says | [earshot.replay.SessionReplay] |
/// | fatal error | no memory left, or a shared thread that ended: the process ends at once | [earshot.problem.FatalErrors] |
/// | watchdog | asks the own ports whether they answer, and restarts | [earshot.engine.ServerWatchdog] |
/// | unusable file | something in a home that could not be used and was set aside under another name | [earshot.store.UnusableFile] |
/// | restart | of the server: its ports close and open; of the process: a successor starts | [earshot.engine.ServerRestart], [earshot.engine.ProcessRestart] |
/// | successor | the process that takes over in a restart; the one before is its predecessor | [earshot.process.Successor], [earshot.process.Predecessor] |
/// | watch | a value that can be observed: what is true now | [earshot.watch.Watch] |
/// | test device | a device simulated by this program, over a real socket | [earshot.simulator.SimulatedDevice] |
package earshot;
