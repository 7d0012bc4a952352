package earshot.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Writes meeting messages as JSON. Source: badge-protocol section 2.16.
final class MeetingMessageCodec {
    private MeetingMessageCodec() {}

    /// @param body already holds `type`; is completed and returned
    static ObjectNode write(MeetingMessage message, ObjectNode body) {
        switch (message) {
            case MeetingMessage.SnippetOk _ -> body.put("status", "ok").put("phase", "snippet");
            case MeetingMessage.Refused refused -> body.put("status", "error").put("code", refused.code().name()).put("message", refused.message());
            case MeetingMessage.FinalizeAck ack -> body.put("phase", "finalize").put("sessionId", ack.meeting().value()).put("startedAt", ack.startedAt())
                .put("pendingCount", ack.pending());
            case MeetingMessage.Summary content -> summary(content, body);
            case MeetingMessage.Transcript content -> transcript(content, body);
            case MeetingMessage.Snippet copy -> body.put("phase", "snippet").put("from", copy.from()).set("items", copy.items());
            case MeetingMessage.Progress progress -> {
                body.put("phase", "progress").put("stage", progress.stage().wireName());
                progress.facts().forEach(body::put);
            }
        }
        return body;
    }

    private static void summary(MeetingMessage.Summary content, ObjectNode body) {
        body.put("phase", "summary").put("title", content.title()).put("duration", MeetingMessage.formatClock(content.duration()));
        texts(body, "bullets", content.bullets());
        texts(body, "decisions", content.decisions());
        texts(body, "actions", content.actions());
        texts(body, "risks", content.risks());
        texts(body, "nextSteps", content.nextSteps());
        body.put("bulletsLength", content.bullets().size()).put("sourceSegments", content.segments()).put("checkpoint", content.checkpoint());
        if (content.idempotent()) {
            body.put("idempotent", true);
        }
        content.from().ifPresent(from -> body.put("from", from));
    }

    private static void transcript(MeetingMessage.Transcript content, ObjectNode body) {
        body.put("phase", "transcript");
        ArrayNode segments = body.putArray("segments");
        content.segments().forEach(transcriptSegment -> segments.addObject().put("ts", transcriptSegment.epochMillis()).put("text", transcriptSegment.text())
            .put("speakerId", transcriptSegment.speakerId()));
        body.put("totalSegments", content.total());
        content.from().ifPresent(from -> body.put("from", from));
    }

    private static void texts(ObjectNode body, String name, List<String> texts) {
        texts.forEach(body.putArray(name)::add);
    }
}
