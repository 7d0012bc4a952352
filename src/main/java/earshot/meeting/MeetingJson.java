package earshot.meeting;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.wire.MeetingMessage;

/// JSON of meetings as in the archive files, the webhook and the HTTP interface. Field names: badge-protocol sections 2.16 and 6.
public final class MeetingJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MeetingJson() {}

    /// The seven fields of the protocol, and the counts.
    public static ObjectNode of(Summary summary) {
        ObjectNode json = NODES.objectNode();
        json.put("title", summary.title());
        json.put("duration", MeetingMessage.formatClock(summary.duration()));
        json.set("bullets", JSON.valueToTree(summary.bullets()));
        json.set("decisions", JSON.valueToTree(summary.decisions()));
        json.set("actions", JSON.valueToTree(summary.actions()));
        json.set("risks", JSON.valueToTree(summary.risks()));
        json.set("nextSteps", JSON.valueToTree(summary.nextSteps()));
        json.put("bulletsLength", summary.bullets().size());
        json.put("sourceSegments", summary.segments());
        return json;
    }

    public static ObjectNode of(SummaryMetrics metrics) {
        return NODES.objectNode().put("segmentsCount", metrics.segments()).put("checkpointCount", metrics.checkpoints())
            .put("llmElapsedMs", metrics.modelMillis())
            .put("emptyBullets", metrics.emptyBullets()).put("bulletsLength", metrics.bullets()).put("industry", metrics.industry())
            .put("scenario", metrics.scenario());
    }

    public static SummaryMetrics metrics(JsonNode json) {
        return new SummaryMetrics(json.path("segmentsCount").asInt(), json.path("checkpointCount").asInt(), json.path("llmElapsedMs").asLong(),
            json.path("emptyBullets").asBoolean(), json.path("bulletsLength").asInt(), json.path("industry").asText(), json.path("scenario").asText());
    }

    /// @param name given by a person to the speaker, else the speaker id as sent
    public static ObjectNode of(MeetingSentence sentence, String name) {
        ObjectNode json = NODES.objectNode().put("ts", sentence.at().toEpochMilli()).put("text", sentence.text()).put("speakerId", sentence.speaker());
        return name.equals(sentence.speaker()) ? json : json.put("speaker", name);
    }

    /// The duration in the summary, else the time from start to last sentence.
    public static Duration duration(MeetingTranscript transcript) {
        Meeting meeting = transcript.meeting();
        return transcript.summary().map(Summary::duration).orElseGet(() -> meeting.duration(meeting.lastAt()));
    }
}
