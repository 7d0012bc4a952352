package earshot.meeting.soundfile;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.VoiceActivity;

/// A stretch of speech in a recording.
///
/// @param sound with a little of what came before and after
/// @param begin of the speech itself, since the begin of the recording
/// @param length of the speech itself
/// @param activity what the voice detector found in it
record SoundFileSegment(PcmAudio sound, Duration begin, Duration length, VoiceActivity activity) {}
