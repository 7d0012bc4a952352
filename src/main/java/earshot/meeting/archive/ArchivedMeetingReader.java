package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingJson;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;

/// Makes a meeting of its archive file again, for a database that has lost it. The file does not hold marks, edits, interim summaries,
/// and which device heard which sentence: every sentence counts as heard by the first.
final class ArchivedMeetingReader {
    private ArchivedMeetingReader() {}

    /// @param sentences all, in order, from the file and its shards
    /// @return empty when the file is that of no meeting
    static Optional<MeetingTranscript> meeting(JsonNode main, List<JsonNode> sentences) {
        MeetingId id = new MeetingId(main.path("sessionId").asText());
        if (id.value().isEmpty() || !main.path("startedAt").isIntegralNumber() || !main.path("endedAt").isIntegralNumber()) {
            return Optional.empty();
        }
        List<DeviceId> devices = texts(main.path("devices")).stream().map(DeviceId::new).toList();
        DeviceId device = devices.isEmpty() ? new DeviceId(main.path("deviceId").asText()) : devices.getFirst();
        Map<String, String> speakers = new HashMap<>();
        List<MeetingSentence> said = new ArrayList<>();
        for (JsonNode one : sentences) {
            String speaker = one.path("speakerId").asText(device.value());
            if (one.hasNonNull("speaker")) {
                speakers.put(speaker, one.path("speaker").asText());
            }
            said.add(new MeetingSentence(said.size(), Instant.ofEpochMilli(one.path("ts").asLong()), new MeetingSentence.Origin(device, speaker, ""),
                one.path("text").asText(),
                Optional.empty(), MeetingSentence.Status.MERGED, Optional.empty()));
        }
        Instant started = Instant.ofEpochMilli(main.path("startedAt").asLong());
        Instant ended = Instant.ofEpochMilli(main.path("endedAt").asLong());
        Instant last = said.isEmpty() ? started : said.getLast().at();
        Meeting meeting = new Meeting(id, main.path("title").asText(), Meeting.Lifecycle.ENDED, devices, new Meeting.Times(started, Optional.of(ended), last),
            said.size(), false, Optional.empty());
        JsonNode json = main.path("summary");
        Optional<Summary> summary = json.isEmpty() ? Optional.empty()
            : Optional.of(summary(json, Duration.ofMillis(main.path("durationMs").asLong()), said.size(), ended));
        Optional<SummaryMetrics> metrics = summary.isEmpty() || main.path("metrics").isEmpty() ? Optional.empty()
            : Optional.of(MeetingJson.metrics(main.path("metrics")));
        return Optional.of(new MeetingTranscript(meeting, said, List.of(), speakers, List.of(), summary, metrics, List.of()));
    }

    private static Summary summary(JsonNode json, Duration duration, int sentences, Instant at) {
        Summary.Content content = new Summary.Content(json.path("title").asText(), texts(json.path("bullets")), texts(json.path("decisions")),
            texts(json.path("actions")), texts(json.path("risks")),
            texts(json.path("nextSteps")));
        // as edited by a person: neither its metrics nor a webhook announce it a second time
        return new Summary(content, duration, json.path("sourceSegments").asInt(sentences), false, Summary.Source.PERSON, "", at);
    }

    private static List<String> texts(JsonNode list) {
        return JSON.convertValue(list.isArray() ? list : JSON.createArrayNode(), new TypeReference<List<Object>>() {}).stream()
            .map(String::valueOf).toList();
    }
}
