package earshot.meeting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All of a meeting.
///
/// @param segments by number, those that do not count included
/// @param marks in order of time
/// @param speakers names that persons gave, by speaker
/// @param checkpoints interim summaries, oldest first
/// @param summary the final one
/// @param metrics of the final one
/// @param deliveries newest first
public record Transcript(Meeting meeting, List<Segment> segments, List<Mark> marks, Map<String, String> speakers, List<Summary> checkpoints, Optional<Summary> summary,
                         Optional<Metrics> metrics, List<Delivery> deliveries) {
    public Transcript {
        segments = List.copyOf(segments);
        marks = List.copyOf(marks);
        speakers = Map.copyOf(speakers);
        checkpoints = List.copyOf(checkpoints);
        deliveries = List.copyOf(deliveries);
    }

    /// The name of a speaker, or what it was sent as.
    public String name(String speaker) {
        return speakers.getOrDefault(speaker, speaker);
    }

    /// The sentences that count.
    public List<Segment> counting() {
        return segments.stream().filter(Segment::counts).toList();
    }
}
