package earshot.ui.comparison;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.Alignment.Pair;
import earshot.id.DeviceId;
import earshot.replay.ComparedLine;
import earshot.replay.ComparedLine.Seen;
import earshot.replay.RecordingComparison;
import earshot.turn.TurnStage;
import earshot.ui.comparison.ComparedSession.TurnSpan;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U53: what the comparison shows of a line, and where it leads")
class ComparisonRowTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final ComparedLine HELLO = message(0, "hello", Map.of("version", 1), Map.of("version", 1));
    private static final ComparedLine HEARD = message(1, "stt", Map.of("text", "hello there"), Map.of("text", "hello dear"));
    private static final ComparedLine SLOW = new ComparedLine.Stage(1, 1, TurnStage.ANSWER,
        new Pair<>(Optional.of(new Seen<>(2_000_000_000L, Duration.ofMillis(100)))
        , Optional.of(new Seen<>(9_000_000_000L, Duration.ofMillis(2_100)))), false);
    private static final ComparedLine AGAIN = new ComparedLine.Connection(2, new Pair<>(Optional.of(new Seen<>(5_000_000_000L, 2)), Optional.empty()));
    private static final RecordingComparison.Device DEVICE = new RecordingComparison.Device(new Pair<>(Optional.of(BOARD), Optional.of(new DeviceId("bb"))),
        List.of(HELLO, HEARD, SLOW, AGAIN));

    private final LineFormatter english = new LineFormatter(new Texts(Texts.Language.ENGLISH));

    @Test
    void linesStandBelowTheirDeviceAndTheWordsThatTheyAnswer() {
        RecordingComparison comparison = new RecordingComparison(List.of(DEVICE));
        assertThat(ComparisonRow.of(comparison, false)).containsExactly(new ComparisonRow.OfDevice(DEVICE), line(HELLO),
            new ComparisonRow.OfTurn(1, 1, "hello there"), line(HEARD), line(SLOW), line(AGAIN));
        assertThat(ComparisonRow.of(comparison, true)).doesNotContain(line(HELLO)).hasSize(5);
        assertThat(ComparisonRow.of(new RecordingComparison(List.of(new RecordingComparison.Device(DEVICE.ids(), List.of(HELLO)))), true))
            .as("a device that is the same").isEmpty();
    }

    @Test
    void ofAMessageItsWordsAreShownUnlessSomethingElseDiffers() {
        assertThat(english.brief(HEARD)).isEqualTo(new Pair<>(Optional.of("hello there"), Optional.of("hello dear")));
        assertThat(english.brief(message(1, "llm", Map.of("text", "x"), Map.of("text", "x", "emotion", "sad"))).right().orElseThrow()).contains("emotion");
        assertThat(english.brief(HELLO).left()).contains("{\"version\":1}");
        assertThat(english.brief(message(0, "mcp ping",
            Map.of("type", "mcp", "session_id", "…", "payload", Map.of("jsonrpc", "2.0", "id", "…", "method", "ping")), Map.of("type", "goodbye"))))
            .as("without what every message has").isEqualTo(new Pair<>(Optional.of("{\"method\":\"ping\"}"), Optional.of("{}")));
        assertThat(english.whole(HEARD).left()).contains("{\"text\":\"hello there\"}");
        Map<String, Object> fields = new TreeMap<>(Map.of("audio_params", new TreeMap<>(Map.of("frame_duration", 60, "format", "opus")), "kinds", List.of("a", 2)));
        assertThat(english.fields(message(0, "hello", fields, Map.of())))
            .as("in lines, without quotes and brackets that would be marked with the words").isEqualTo(new Pair<>(Optional.of(
                "audio_params.format: opus\naudio_params.frame_duration: 60\nkinds[0]: a\nkinds[1]: 2"), Optional.of("{}")));
        assertThat(english.fields(SLOW)).isEqualTo(english.whole(SLOW));
        assertThat(english.whole(SLOW)).isEqualTo(new Pair<>(Optional.of("100 ms"), Optional.of("2100 ms")));
        assertThat(english.whole(AGAIN)).isEqualTo(new Pair<>(Optional.of("there"), Optional.empty()));
        assertThat(english.what(AGAIN)).isEqualTo("connection 2");
    }

    @Test
    void aLineLeadsToItsMomentAndWhatBelongsToAnAnswerToItsTurn() {
        Instant began = Instant.parse("2026-11-22T14:03:00Z");
        ComparedSession session = new ComparedSession(Path.of("a.earshot"), began, 1_000_000_000L, Map.of(BOARD, "Kitchen"), List.of(
            new TurnSpan(7, BOARD, began.plusMillis(500), began.plusMillis(3_000)),
            new TurnSpan(8, new DeviceId("bb"), began.plusMillis(900), began.plusMillis(3_000))));
        assertThat(session.place(BOARD, HEARD, 2_000_000_000L)).isEqualTo(NavigationTarget.ofMoment(BOARD, began.plusSeconds(1)));
        assertThat(session.place(BOARD, SLOW, 2_000_000_000L)).isEqualTo(NavigationTarget.ofTurn(7));
        assertThat(session.place(BOARD, SLOW, 9_000_000_000L)).as("a turn that the file has not")
            .isEqualTo(NavigationTarget.ofMoment(BOARD, began.plusSeconds(8)));
        assertThat(session.nameOf(new DeviceId("cc"))).isEqualTo("cc");
        assertThat(line(SLOW).second()).contains(new ComparisonRow.Place(new DeviceId("bb"), 9_000_000_000L));
        assertThat(line(AGAIN).second()).isEmpty();
    }

    private static ComparisonRow.Line line(ComparedLine line) {
        return new ComparisonRow.Line(DEVICE, line);
    }

    private static ComparedLine message(int turn, String kind, Map<String, Object> first, Map<String, Object> second) {
        return new ComparedLine.Message(1, turn, "conversation", kind,
            new Pair<>(Optional.of(new Seen<>(1_000_000_000L, json(first))), Optional.of(new Seen<>(2_000_000_000L, json(second)))));
    }

    private static JsonNode json(Map<String, Object> fields) {
        return JSON.valueToTree(new TreeMap<>(fields));
    }
}
