package earshot.session;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.live.RecognizedSentence;
import earshot.meeting.transcription.MeetingUtterance;

/// What of an utterance becomes lines of the minutes.
final class RecognizedSentences {
    private RecognizedSentences() {}

    /// One for each part of a speaker, else one.
    static List<RecognizedSentence> of(MeetingUtterance utterance, RecognitionResult result, Optional<Span> span) {
        return result.parts().isEmpty() ? List.of(new RecognizedSentence(result.text(), Optional.empty(), utterance.begin(), span))
            : result.parts().stream().map(part -> new RecognizedSentence(part.text(), Optional.of(part.speaker()), utterance.begin().plus(part.begin()), span))
                .toList();
    }
}
