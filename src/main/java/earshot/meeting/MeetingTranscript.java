package earshot.meeting;

import module java.base;

/// A whole meeting with its transcript.
///
/// @param sentences by number, those that do not count included
/// @param marks ordered by time
/// @param speakers names given by people, by speaker id
/// @param checkpoints interim summaries, oldest first
/// @param summary the final one
/// @param deliveries newest first
public record MeetingTranscript(Meeting meeting, List<MeetingSentence> sentences, List<Bookmark> marks, Map<String, String> speakers, List<Summary> checkpoints, Optional<Summary> summary,
                         Optional<SummaryMetrics> metrics, List<WebhookDelivery> deliveries) {
    public MeetingTranscript {
        sentences = List.copyOf(sentences);
        marks = List.copyOf(marks);
        speakers = Map.copyOf(speakers);
        checkpoints = List.copyOf(checkpoints);
        deliveries = List.copyOf(deliveries);
    }

    /// The name that a person gave the speaker, else the speaker id as sent.
    public String speakerName(String speaker) {
        return speakers.getOrDefault(speaker, speaker);
    }

    /// The sentences that count, in order.
    public List<MeetingSentence> countedSentences() {
        return sentences.stream().filter(MeetingSentence::counts).toList();
    }
}
