package earshot.meeting.live;

import module java.base;

import earshot.meeting.MeetingSentence;

/// A sentence of our own recognizer.
///
/// @param speaker as the recognizer names one; empty where it does not tell speakers apart
/// @param at wall clock of its beginning
/// @param sound where it is in the recording, if there is one
public record RecognizedSentence(String text, Optional<String> speaker, Instant at, Optional<MeetingSentence.Span> sound) {
    public RecognizedSentence withText(String other) {
        return new RecognizedSentence(other, speaker, at, sound);
    }
}
