package earshot.meeting.soundfile;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;

/// Makes a meeting of a recording: it began when the recording did, and has one participant.
public final class SoundFileMeeting {
    /// Who takes part: the recording itself.
    public static final DeviceId PARTICIPANT = new DeviceId("recording");

    private SoundFileMeeting() {}

    /// A meeting without a summary.
    ///
    /// @param text makes the text of a sentence of what was recognized; a sentence of which nothing is left is dropped
    /// @param recorded whether the recording is at hand: the sentences have their places in it
    public static MeetingTranscript of(SoundFileTranscript heard, MeetingId id, Meeting.Lifecycle lifecycle, UnaryOperator<String> text, boolean recorded) {
        List<MeetingSentence> sentences = new ArrayList<>();
        for (SoundFileSentence spoken : heard.sentences()) {
            String words = text.apply(spoken.text());
            if (!words.isEmpty()) {
                Optional<MeetingSentence.Span> span = recorded ? Optional.of(new MeetingSentence.Span(spoken.begin(), spoken.length())) : Optional.empty();
                sentences.add(new MeetingSentence(sentences.size(), heard.begin().plusMillis(spoken.begin().toMillis()),
                    new MeetingSentence.Origin(PARTICIPANT, spoken.speaker().orElse(PARTICIPANT.value()), ""), words, Optional.empty(),
                    MeetingSentence.Status.MERGED, span));
            }
        }
        Instant last = sentences.isEmpty() ? heard.begin() : sentences.getLast().at();
        Meeting.Times times = new Meeting.Times(heard.begin(), Optional.of(heard.begin().plusMillis(heard.length().toMillis())), last);
        Meeting meeting = new Meeting(id, heard.title(), lifecycle, List.of(PARTICIPANT), times, sentences.size(), recorded, Optional.empty());
        return new MeetingTranscript(meeting, sentences, List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of());
    }
}
