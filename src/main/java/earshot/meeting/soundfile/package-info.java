/// Transcribes recordings that people have as files: [earshot.meeting.soundfile.SoundFileTranscriber] reads sound of any known format, finds the speech in it
/// and has it recognized, and that of any other [earshot.meeting.soundfile.PcmSource].
///
/// Decisions, and why:
///
/// * **A second of sound at a time**, so that hours need no more memory than seconds; only the text is collected.
/// * **Live devices go first.** Decoding is long work of the compute pool, which brief work overtakes and which never takes the last thread; one stretch of
///   speech is recognized at a time, and a stretch is short, so that a device waits for half of one on average.
/// * **Times count from the beginning of the recording**, in samples, so that neither the speed of the computer nor gaps can shift them. No sample belongs
///   to two stretches.
/// * **What cannot be recognized leaves a gap; a recognizer that fails again and again ends it**: an hour of gaps is not a transcript.
package earshot.meeting.soundfile;
