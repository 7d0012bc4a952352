package earshot.meeting.transcription;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.VoiceActivity;
import earshot.meeting.MeetingSentence;

/// One stretch of speech that waits to be transcribed.
///
/// @param sound mono
/// @param activity what the voice detector found in it; empty where none listened
/// @param end wall clock of its end
/// @param span its position in the recording; completes with empty when nothing is recorded
public record MeetingUtterance(PcmAudio sound, Optional<VoiceActivity> activity, Instant end, CompletableFuture<Optional<MeetingSentence.Span>> span) {
    /// Wall clock of its beginning.
    public Instant begin() {
        return end.minus(sound.duration());
    }
}
