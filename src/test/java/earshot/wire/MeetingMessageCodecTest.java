package earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.id.MeetingId;
import earshot.wire.MeetingMessage.Progress.Stage;
import earshot.wire.MeetingMessage.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The meeting messages of badge-protocol section 2.16, byte for byte.
class MeetingMessageCodecTest {
    static Stream<Arguments> messages() {
        return Stream.of(
            Arguments.of(new MeetingMessage.SnippetOk(), """
                {"type":"meeting","status":"ok","phase":"snippet"}"""),
            Arguments.of(new MeetingMessage.Refused(RefusalCode.RATE_LIMITED, "at most 9"), """
                {"type":"meeting","status":"error","code":"RATE_LIMITED","message":"at most 9"}"""),
            Arguments.of(new MeetingMessage.FinalizeAck(new MeetingId("s1"), 1_700_000_000_000L, 3), """
                {"type":"meeting","phase":"finalize","sessionId":"s1","startedAt":1700000000000,"pendingCount":3}"""),
            Arguments.of(new MeetingMessage.Progress(Stage.LLM_START, Map.of("maxTokens", 800L)), """
                {"type":"meeting","phase":"progress","stage":"llm_start","maxTokens":800}"""),
            Arguments.of(new MeetingMessage.Transcript(List.of(new MeetingMessage.TranscriptSegment(5, "hello", "S1")), 7, Optional.of("d1")), """
                {"type":"meeting","phase":"transcript","segments":[{"ts":5,"text":"hello","speakerId":"S1"}],"totalSegments":7,"from":"d1"}"""),
            Arguments.of(new MeetingMessage.Snippet(JsonNodeFactory.instance.arrayNode().add(1), "d1"), """
                {"type":"meeting","phase":"snippet","from":"d1","items":[1]}"""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theServersMessagesHaveTheFieldsOfTheProtocol(MeetingMessage message, String json) {
        assertThat(write(message)).isEqualTo(json);
    }

    @Test
    void aSummaryThatWasSentBeforeSaysSoAndOnlyThen() {
        assertThat(write(summary(false))).isEqualTo("""
            {"type":"meeting","phase":"summary","title":"Weekly","duration":"100:01:05","bullets":["b1","b2"],"decisions":["d"],"actions":[],"risks":["r"],"nextSteps":["n"],\
            "bulletsLength":2,"sourceSegments":12,"checkpoint":true}""");
        assertThat(write(summary(true))).endsWith("\"checkpoint\":true,\"idempotent\":true}");
    }

    @ParameterizedTest
    @CsvSource({ "'\"snippet\"',MeetingSnippets", "'\"finalize\"',MeetingFinalize", "'\"Finalize\"',UnknownMeetingPhase", "7,UnknownMeetingPhase",
        "null,UnknownMeetingPhase" })
    void thePhaseOfADevicesMessageIsKnownOrUnknown(String json, String type) {
        assertThat(JsonMessageCodec.read("{\"type\":\"meeting\",\"phase\":" + json + "}").getClass().getSimpleName()).isEqualTo(type);
    }

    private static MeetingMessage.Summary summary(boolean idempotent) {
        return new MeetingMessage.Summary("Weekly", Duration.ofHours(100).plusSeconds(65), List.of("b1", "b2"), List.of("d"), List.of(), List.of("r"),
            List.of("n"), 12, true, idempotent, Optional.empty());
    }

    private static String write(MeetingMessage message) {
        return JsonMessageCodec.write(new OutboundMessage.Meeting(message));
    }
}
