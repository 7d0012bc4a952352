package earshot.meeting.soundfile;

import module java.base;

import earshot.audio.PcmAudio;

/// A stretch of speech in a recording.
///
/// @param sound with a little of what came before and after
/// @param begin of the speech itself, since the begin of the recording
/// @param length of the speech itself
record SoundFileSegment(PcmAudio sound, Duration begin, Duration length) {}
