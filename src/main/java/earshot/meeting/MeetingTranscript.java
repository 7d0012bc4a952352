package earshot.meeting;

import module java.base;

import earshot.id.MeetingId;

/// A whole meeting with its transcript.
///
/// @param sentences by number, those that do not count included
/// @param marks ordered by time
/// @param speakers names given by people, by speaker id
/// @param checkpoints interim summaries, oldest first
/// @param summary the final one
/// @param history what was done with it after its end
public record MeetingTranscript(Meeting meeting, List<MeetingSentence> sentences, List<Bookmark> marks, Map<String, String> speakers, List<Summary> checkpoints,
    Optional<Summary> summary,
                         Optional<SummaryMetrics> metrics, History history) {
    /// @param deliveries of its summary, newest first
    /// @param versions of its text, by number; empty when there never was another
    /// @param parts the two meetings that were joined into it, while nothing undid that; empty for any other
    public record History(List<WebhookDelivery> deliveries, List<TranscriptVersion> versions, List<MeetingId> parts) {
        public static final History NONE = new History(List.of(), List.of(), List.of());

        public History {
            deliveries = List.copyOf(deliveries);
            versions = List.copyOf(versions);
            parts = List.copyOf(parts);
        }
    }

    /// With one version of its text.
    public MeetingTranscript(Meeting meeting, List<MeetingSentence> sentences, List<Bookmark> marks, Map<String, String> speakers, List<Summary> checkpoints,
        Optional<Summary> summary,
                         Optional<SummaryMetrics> metrics, List<WebhookDelivery> deliveries) {
        this(meeting, sentences, marks, speakers, checkpoints, summary, metrics, new History(deliveries, List.of(), List.of()));
    }

    public MeetingTranscript {
        sentences = List.copyOf(sentences);
        marks = List.copyOf(marks);
        speakers = Map.copyOf(speakers);
        checkpoints = List.copyOf(checkpoints);
    }

    public List<WebhookDelivery> deliveries() {
        return history.deliveries;
    }

    public List<TranscriptVersion> versions() {
        return history.versions;
    }

    public List<MeetingId> parts() {
        return history.parts;
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
