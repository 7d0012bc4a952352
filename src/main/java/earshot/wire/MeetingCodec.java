package earshot.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Writes meeting messages as JSON. Source: badge-protocol section 2.16.
final class MeetingCodec {
    private MeetingCodec() {}

    /// @param body already holds `type`; is completed and returned
    static ObjectNode write(MeetingWord word, ObjectNode body) {
        switch (word) {
            case MeetingWord.SnippetOk _ -> body.put("status", "ok").put("phase", "snippet");
            case MeetingWord.Refused refused -> body.put("status", "error").put("code", refused.code()).put("message", refused.message());
            case MeetingWord.FinalizeAck ack -> body.put("phase", "finalize").put("sessionId", ack.sessionId()).put("startedAt", ack.startedAt())
                .put("pendingCount", ack.pending());
            case MeetingWord.Summary said -> summary(said, body);
            case MeetingWord.Transcript said -> transcript(said, body);
            case MeetingWord.Snippet copy -> body.put("phase", "snippet").put("from", copy.from()).set("items", copy.items());
            case MeetingWord.Progress progress -> {
                body.put("phase", "progress").put("stage", progress.stage());
                progress.facts().forEach(body::put);
            }
        }
        return body;
    }

    private static void summary(MeetingWord.Summary said, ObjectNode body) {
        body.put("phase", "summary").put("title", said.title()).put("duration", MeetingWord.clock(said.duration()));
        texts(body, "bullets", said.bullets());
        texts(body, "decisions", said.decisions());
        texts(body, "actions", said.actions());
        texts(body, "risks", said.risks());
        texts(body, "nextSteps", said.nextSteps());
        body.put("bulletsLength", said.bullets().size()).put("sourceSegments", said.segments()).put("checkpoint", said.checkpoint());
        if (said.idempotent()) {
            body.put("idempotent", true);
        }
        said.from().ifPresent(from -> body.put("from", from));
    }

    private static void transcript(MeetingWord.Transcript said, ObjectNode body) {
        body.put("phase", "transcript");
        ArrayNode segments = body.putArray("segments");
        said.segments().forEach(line -> segments.addObject().put("ts", line.epochMillis()).put("text", line.text()).put("speakerId", line.speakerId()));
        body.put("totalSegments", said.total());
        said.from().ifPresent(from -> body.put("from", from));
    }

    private static void texts(ObjectNode body, String name, List<String> texts) {
        texts.forEach(body.putArray(name)::add);
    }
}
