package earshot.meeting.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.wire.MeetingWord;
import java.util.List;
import java.util.Optional;

/// Builds the messages of a meeting to devices.
final class Sayings {
    private Sayings() {}

    static MeetingWord.Summary summary(Summary s, boolean again) {
        return new MeetingWord.Summary(s.title(), s.duration(), s.bullets(), s.decisions(), s.actions(), s.risks(), s.nextSteps(), s.segments(), s.checkpoint(), again, Optional.empty());
    }

    /// A recognised sentence as a snippet, as if the device had sent it.
    static MeetingWord.Snippet snippet(String text, String device) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new MeetingWord.Snippet(json.arrayNode().add(json.objectNode().put("tag", "").put("text", text).put("speakerId", device)), device);
    }

    /// @param last sentences, oldest first
    /// @param total of the meeting
    static MeetingWord.Transcript transcript(List<Segment> last, int total) {
        return new MeetingWord.Transcript(last.stream().map(s -> new MeetingWord.Line(s.at().toEpochMilli(), s.text(), s.speaker())).toList(), total, Optional.empty());
    }
}
