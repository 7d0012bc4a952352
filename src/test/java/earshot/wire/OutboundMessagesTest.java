package earshot.wire;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.id.SessionId;
import earshot.wire.MeetingMessage.TranscriptSegment;
import earshot.wire.OutboundMessage.Tts.TtsState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each message of the server as bytes on the wire, as a type for filters and as a line of the timeline.
@DisplayName("badge-protocol sections 2.3 to 2.16: each message of the server")
class OutboundMessagesTest {
    static Stream<Arguments> messages() {
        return Stream.of(
            arguments(new OutboundMessage.Hello(JSON.createObjectNode(), new SessionId("s1"), new AudioParams(16_000, 1, 60)), "hello",
                "hello session s1 16000 Hz 60 ms",
                "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}"),
            arguments(new OutboundMessage.Pong(), "pong", "pong", "{\"type\":\"pong\"}"),
            arguments(new OutboundMessage.Listen(ListenMode.AUTO), "listen", "listen start auto",
                "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}"),
            arguments(new OutboundMessage.Listen(ListenMode.REALTIME), "listen", "listen start realtime",
                "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}"),
            arguments(new OutboundMessage.Stt("say \"hi\"", new SessionId("s1")), "stt", "stt \"say \"hi\"\"",
                "{\"type\":\"stt\",\"text\":\"say \\\"hi\\\"\",\"session_id\":\"s1\"}"),
            arguments(new OutboundMessage.Llm("neutral", "😶", new SessionId("s1")), "llm", "llm neutral",
                "{\"type\":\"llm\",\"text\":\"😶\",\"emotion\":\"neutral\",\"session_id\":\"s1\"}"),
            arguments(OutboundMessage.Tts.of(TtsState.START, new SessionId("s1")), "tts", "tts start",
                "{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s1\"}"),
            arguments(OutboundMessage.Tts.sentence(TtsState.SENTENCE_END, "好。", new SessionId("s1")), "tts", "tts sentence_end \"好。\"",
                "{\"type\":\"tts\",\"state\":\"sentence_end\",\"session_id\":\"s1\",\"text\":\"好。\"}"),
            arguments(new OutboundMessage.Transcription("a\nb", 5, new SessionId("s1")), "audio", "audio transcription \"a\nb\"",
                "{\"type\":\"audio\",\"event\":\"transcription\",\"text\":\"a\\nb\",\"ts\":5,\"session_id\":\"s1\"}"),
            arguments(new OutboundMessage.ModeError(), "mode", "mode error", "{\"type\":\"mode\",\"status\":\"error\",\"message\":\"invalid state or mode\"}"),
            arguments(new OutboundMessage.NotServed("coding", "coding mode is"), "coding", "coding mode is not served",
                "{\"type\":\"coding\",\"status\":\"error\",\"code\":\"NOT_SERVED\",\"message\":\"coding mode is not served\"}"),
            arguments(new OutboundMessage.SystemNotice(Optional.of("timeout_warning"), "soon"), "system", "system timeout_warning",
                "{\"type\":\"system\",\"event\":\"timeout_warning\",\"message\":\"soon\"}"),
            arguments(new OutboundMessage.SystemNotice(Optional.empty(), "soon"), "system", "system soon", "{\"type\":\"system\",\"message\":\"soon\"}"),
            arguments(new OutboundMessage.ServerStats(7, 1, List.of(new DeviceId("a")), Optional.empty()), "server", "server stats, 1 online",
                "{\"type\":\"server\",\"event\":\"stats\",\"ts\":7,\"deviceCount\":1,\"online\":[\"a\"]}"),
            arguments(new OutboundMessage.ConfigUpdateOk(), "config_update", "config_update ok",
                "{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}"),
            arguments(new OutboundMessage.Iot(json("[{\"name\":\"Fan\",\"method\":\"On\"}]"), new SessionId("s1")), "iot",
                "iot [{\"name\":\"Fan\",\"method\":\"On\"}]",
                "{\"type\":\"iot\",\"session_id\":\"s1\",\"commands\":[{\"name\":\"Fan\",\"method\":\"On\"}]}"),
            arguments(new OutboundMessage.Mcp(json("{\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"lamp\"}}"), new SessionId("s1")), "mcp",
                "mcp tools/call lamp #3",
                "{\"session_id\":\"s1\",\"type\":\"mcp\",\"payload\":{\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"lamp\"}}}"),
            arguments(new OutboundMessage.Alert("Warning", "low battery", "sad"), "alert", "alert Warning \"low battery\"",
                "{\"type\":\"alert\",\"status\":\"Warning\",\"message\":\"low battery\",\"emotion\":\"sad\"}"),
            arguments(new OutboundMessage.Meeting(new MeetingMessage.SnippetOk()), "meeting", "meeting snippet ok",
                "{\"type\":\"meeting\",\"status\":\"ok\",\"phase\":\"snippet\"}"),
            arguments(new OutboundMessage.Plain("设备注册失败"), "text", "设备注册失败", "设备注册失败"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachMessageHasItsTextItsTypeAndItsLine(OutboundMessage message, String type, String summary, String text) {
        assertThat(JsonMessageCodec.write(message)).isEqualTo(text);
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.summary()).isEqualTo(summary);
    }

    static Stream<Arguments> meetingMessages() {
        List<TranscriptSegment> segments = List.of(new TranscriptSegment(1_000, "你好", "Anna"), new TranscriptSegment(2_000, "hi", "94:a9"));
        Map<String, Long> facts = new LinkedHashMap<>();
        facts.put("maxTokens", 800L);
        facts.put("elapsedMs", 1_200L);
        return Stream.of(
            arguments(new MeetingMessage.FinalizeAck(new MeetingId("m1"), 1_756_000_000_123L, 2), "finalize ack, 2 pending",
                "{\"type\":\"meeting\",\"phase\":\"finalize\",\"sessionId\":\"m1\",\"startedAt\":1756000000123,\"pendingCount\":2}"),
            arguments(
                new MeetingMessage.Summary("Weekly", Duration.ofSeconds(3_723), List.of("a", "b"), List.of("c"), List.of(), List.of("r"), List.of("n"), 12,
                    false, false, Optional.empty()),
                "summary of 12 segments",
                "{\"type\":\"meeting\",\"phase\":\"summary\",\"title\":\"Weekly\",\"duration\":\"01:02:03\",\"bullets\":[\"a\",\"b\"],"
                    + "\"decisions\":[\"c\"],\"actions\":[],\"risks\":[\"r\"],\"nextSteps\":[\"n\"],"
                    + "\"bulletsLength\":2,\"sourceSegments\":12,\"checkpoint\":false}"),
            arguments(new MeetingMessage.Summary("", Duration.ZERO, List.of(), List.of(), List.of(), List.of(), List.of(), 0, true, true, Optional.of("94:a9")),
                "checkpoint of 0 segments, again",
                "{\"type\":\"meeting\",\"phase\":\"summary\",\"title\":\"\",\"duration\":\"00:00:00\",\"bullets\":[],\"decisions\":[],\"actions\":[],\"risks\":[],\"nextSteps\":[],"
                    + "\"bulletsLength\":0,\"sourceSegments\":0,\"checkpoint\":true,\"idempotent\":true,\"from\":\"94:a9\"}"),
            arguments(new MeetingMessage.Transcript(segments, 203, Optional.empty()), "transcript 203 segments",
                "{\"type\":\"meeting\",\"phase\":\"transcript\",\"segments\":[{\"ts\":1000,\"text\":\"你好\",\"speakerId\":\"Anna\"},{\"ts\":2000,"
                    + "\"text\":\"hi\",\"speakerId\":\"94:a9\"}],\"totalSegments\":203}"),
            arguments(new MeetingMessage.Transcript(List.of(), 0, Optional.of("94:a9")), "transcript 0 segments",
                "{\"type\":\"meeting\",\"phase\":\"transcript\",\"segments\":[],\"totalSegments\":0,\"from\":\"94:a9\"}"),
            arguments(new MeetingMessage.Snippet(json("[{\"tag\":\"t\",\"text\":\"x\"}]"), "94:a9"), "snippet",
                "{\"type\":\"meeting\",\"phase\":\"snippet\",\"from\":\"94:a9\",\"items\":[{\"tag\":\"t\",\"text\":\"x\"}]}"),
            arguments(new MeetingMessage.Progress(MeetingMessage.Progress.Stage.LLM_DONE, facts), "progress llm_done",
                "{\"type\":\"meeting\",\"phase\":\"progress\",\"stage\":\"llm_done\",\"maxTokens\":800,\"elapsedMs\":1200}"));
    }

    @ParameterizedTest
    @MethodSource("meetingMessages")
    void eachMeetingMessageHasItsTextAndItsLine(MeetingMessage message, String summary, String text) {
        OutboundMessage.Meeting outbound = new OutboundMessage.Meeting(message);
        assertThat(JsonMessageCodec.write(outbound)).isEqualTo(text);
        assertThat(outbound.summary()).isEqualTo("meeting " + summary);
        assertThat(outbound.type()).isEqualTo("meeting");
    }

    @ParameterizedTest
    @CsvSource({"0, 00:00:00", "59, 00:00:59", "3600, 01:00:00", "359999, 99:59:59", "360000, 100:00:00"})
    void theDurationOfAMeetingHasTwoDigitsForEachUnit(long seconds, String clock) {
        assertThat(MeetingMessage.formatClock(Duration.ofSeconds(seconds))).isEqualTo(clock);
    }

    @Test
    void aConfiguredHelloAddsFieldsAndReplacesNone() {
        ObjectNode configured = JSON.createObjectNode().put("session_id", "mine").put("transport", "udp");
        configured.putObject("audio_params").put("sample_rate", 8_000);
        configured.putObject("extra").put("a", 1);
        JsonNode written = json(JsonMessageCodec.write(new OutboundMessage.Hello(configured, new SessionId("s1"), new AudioParams(24_000, 2, 20))));
        assertThat(written.path("session_id").asText()).isEqualTo("s1");
        assertThat(written.path("transport").asText()).isEqualTo("websocket");
        assertThat(written.path("audio_params").path("sample_rate").asInt()).isEqualTo(24_000);
        assertThat(written.path("audio_params").path("channels").asInt()).isEqualTo(2);
        assertThat(written.path("extra").path("a").asInt()).isEqualTo(1);
    }

    @Test
    void textsOfPeopleCannotBreakTheJson() {
        String nasty = "\"},{\"type\":\"pong\"}\\\n\t\u0000\u2028";
        JsonNode written = json(JsonMessageCodec.write(new OutboundMessage.Stt(nasty, new SessionId(nasty))));
        assertThat(written.path("text").textValue()).isEqualTo(nasty);
        assertThat(written.path("session_id").textValue()).isEqualTo(nasty);
        assertThat(written).hasSize(3);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (Exception e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
