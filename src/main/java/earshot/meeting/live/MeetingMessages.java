package earshot.meeting.live;

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
        return new MeetingMessage.Summary(s.title(), s.duration(), s.bullets(), s.decisions(), s.actions(), s.risks(), s.nextSteps(), s.segments(), s.checkpoint(), again, Optional.empty());
    }

    /// A recognised sentence as a snippet, as if the device had sent it.
    static MeetingMessage.Snippet snippet(String text, DeviceId device) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new MeetingMessage.Snippet(json.arrayNode().add(json.objectNode().put("tag", "").put("text", text).put("speakerId", device.value())), device);
    }

    /// The newest merged sentences. A speaker that is a device appears by its id only to that device: to others it is `device-` and its number in the meeting.
    ///
    /// @param devices of the meeting, in the order in which they joined
    /// @param reader the device whose id may be in it
    static MeetingMessage.Transcript transcript(LiveTranscript sentences, List<DeviceId> devices, DeviceId reader, Optional<DeviceId> from) {
        List<MeetingMessage.TranscriptSegment> segments = sentences.lastMerged(MeetingMessage.Transcript.MAX_SEGMENTS).stream()
            .map(s -> new MeetingMessage.TranscriptSegment(s.at().toEpochMilli(), s.text(), speaker(s.speaker(), devices, reader))).toList();
        return new MeetingMessage.Transcript(segments, sentences.merged(), from);
    }

    private static String speaker(String speaker, List<DeviceId> devices, DeviceId reader) {
        int number = devices.indexOf(new DeviceId(speaker)) + 1;
        return number == 0 || speaker.equals(reader.value()) ? speaker : "device-" + number;
    }
}
