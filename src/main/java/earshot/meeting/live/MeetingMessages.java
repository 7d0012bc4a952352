package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.id.DeviceId;
import earshot.meeting.Summary;
import earshot.wire.MeetingMessage;
import java.util.List;
import java.util.Optional;

/// Builds the messages of a meeting to devices.
final class MeetingMessages {
    private MeetingMessages() {}

    static MeetingMessage.Summary summary(Summary s, boolean again) {
        return new MeetingMessage.Summary(s.title(), s.duration(), s.bullets(), s.decisions(), s.actions(), s.risks(), s.nextSteps(), s.segments(),
            s.checkpoint(), again, Optional.empty());
    }

    /// A recognized sentence as the items of a snippet, as if the device had sent it.
    static JsonNode snippetItems(String text, DeviceId device) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return json.arrayNode().add(json.objectNode().put("tag", "").put("text", text).put("speakerId", device.value()));
    }

    /// The newest merged sentences.
    ///
    /// @param names of the speakers that are devices
    static MeetingMessage.Transcript transcript(LiveTranscript sentences, SpeakerNames names, Optional<String> from) {
        List<MeetingMessage.TranscriptSegment> segments = sentences.lastMerged(MeetingMessage.Transcript.MAX_SEGMENTS).stream()
            .map(s -> new MeetingMessage.TranscriptSegment(s.at().toEpochMilli(), s.text(), names.ofSpeaker(s.speaker()))).toList();
        return new MeetingMessage.Transcript(segments, sentences.merged(), from);
    }
}
