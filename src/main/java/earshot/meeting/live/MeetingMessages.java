package earshot.meeting.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.meeting.Summary;
import earshot.wire.MeetingMessage;
import java.util.Optional;

/// Builds the messages of a meeting to devices.
final class MeetingMessages {
    private MeetingMessages() {}

    static MeetingMessage.Summary summary(Summary s, boolean again) {
        return new MeetingMessage.Summary(s.title(), s.duration(), s.bullets(), s.decisions(), s.actions(), s.risks(), s.nextSteps(), s.segments(), s.checkpoint(), again, Optional.empty());
    }

    /// A recognised sentence as a snippet, as if the device had sent it.
    static MeetingMessage.Snippet snippet(String text, String device) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new MeetingMessage.Snippet(json.arrayNode().add(json.objectNode().put("tag", "").put("text", text).put("speakerId", device)), device);
    }

    static MeetingMessage.Transcript transcript(LiveTranscript sentences) {
        return new MeetingMessage.Transcript(sentences.lastMerged(MeetingMessage.Transcript.MAX_SEGMENTS).stream().map(s -> new MeetingMessage.TranscriptSegment(s.at().toEpochMilli(), s.text(), s.speaker())).toList(), sentences.merged(), Optional.empty());
    }
}
