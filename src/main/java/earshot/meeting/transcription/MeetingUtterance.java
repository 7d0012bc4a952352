package earshot.meeting.transcription;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.meeting.MeetingSentence;

/// One stretch of speech that waits to be transcribed.
///
/// @param sound mono
/// @param end wall clock of its end
/// @param span its position in the recording; completes with empty when nothing is recorded
public record MeetingUtterance(PcmAudio sound, Instant end, CompletableFuture<Optional<MeetingSentence.Span>> span) {
    /// Wall clock of its beginning.
    public Instant begin() {
        return end.minus(sound.duration());
    }
}
