package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.RecordedHandshake;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U53: two sessions side by side, line by line")
class RecordingComparisonTest {
    private static final RecordedConnection FIRST = ConnectionSample.answered(50).pass(40).done();

    @Test
    void linesAreInTheOrderOfTheAnswersWithTheirPlacesInBothRecordings() {
        RecordingComparison.Device device = only(RecordingComparison.of(List.of(FIRST),
            List.of(new ConnectionSample().pass(70).greeted().in("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}").packets(Direction.IN, 10)
            .pass(400).out("{\"type\":\"stt\",\"text\":\"hello there\",\"session_id\":\"n\"}").pass(100).answer("General Kenobi.", 50).done())));
        assertThat(device.lines()).extracting(RecordingComparisonTest::words).containsExactly("0 hello", "1 stt", "1 tts start", "1 tts sentence_start",
            "1 tts stop", "1 recognise", "1 answer", "1 first frame", "1 playout", "1 sound", "1 end");
        assertThat(device.differences()).isZero();
        ComparedLine hello = device.lines().getFirst();
        assertThat(hello.pair().left().orElseThrow().nanos()).isEqualTo(5_000_000);
        assertThat(hello.pair().right().orElseThrow().nanos()).isEqualTo(75_000_000);
        assertThat(device.lines().getLast().pair().left().orElseThrow().nanos()).as("where it ends").isEqualTo(FIRST.traffic().getLast().nanos());
    }

    @Test
    void whatOnlyOneHasStandsWhereItCameThere() {
        RecordedConnection second = new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}").packets(Direction.IN, 10)
            .pass(9_000).out("{\"type\":\"stt\",\"text\":\"hello dear\",\"session_id\":\"n\"}")
            .out("{\"type\":\"llm\",\"emotion\":\"happy\"}").out("{\"type\":\"alert\",\"status\":\"a\"}").answer("General Kenobi.", 20)
            .closed(1000, CloseStatus.Cause.SERVER).done();
        RecordingComparison.Device device = only(RecordingComparison.of(List.of(FIRST), List.of(second)));
        assertThat(device.lines()).extracting(RecordingComparisonTest::words).containsExactly("0 hello", "1 stt !", "1 llm >", "1 tts start",
            "1 tts sentence_start", "1 tts stop", "1 alert a >", "1 recognise !", "1 answer", "1 first frame", "1 playout", "1 sound !", "1 end !");
        assertThat(device.differences()).isEqualTo(6);
        assertThat(only(RecordingComparison.of(List.of(second), List.of(FIRST))).lines()).extracting(RecordingComparisonTest::words).as("the other way round")
            .contains("1 llm <", "1 alert a <", "1 recognise");
    }

    @Test
    void devicesAreFoundByTheirIdsUnlessEachRecordingHasOnlyOne() {
        RecordedConnection hall = of("hall");
        RecordedConnection lab = of("lab");
        assertThat(only(RecordingComparison.of(List.of(hall), List.of(lab))).ids().right()).contains(new DeviceId("lab"));
        RecordingComparison both = RecordingComparison.of(List.of(hall, lab, lab), List.of(lab));
        assertThat(both.devices()).extracting(device -> device.ids().left().isPresent() + " " + device.ids().right().isPresent() + " " + device.differences())
            .containsExactly("true false 1", "true true 1");
        assertThat(both.devices().getLast().lines().getLast()).isInstanceOfSatisfying(ComparedLine.Connection.class,
            more -> assertThat(more.connection() + " " + more.pair().right().isPresent()).isEqualTo("2 false"));
        assertThat(RecordingComparison.of(List.of(), List.of(hall)).differences()).isEqualTo(1);
        assertThat(RecordingComparison.of(List.of(), List.of()).devices()).isEmpty();
    }

    private static RecordedConnection of(String id) {
        RecordedHandshake like = FIRST.handshake();
        return new RecordedConnection(1, new RecordedHandshake(new DeviceId(id), like.idFrom(), like.remote(), like.target(), like.headers(), like.tokenGiven(),
            like.framing(), like.dialect()), 0, FIRST.traffic());
    }

    private static RecordingComparison.Device only(RecordingComparison comparison) {
        assertThat(comparison.devices()).hasSize(1);
        return comparison.devices().getFirst();
    }

    /// The answer, what it is, and a sign for what differs.
    private static String words(ComparedLine line) {
        String what = switch (line) {
            case ComparedLine.Connection _ -> "connection";
            case ComparedLine.Message message -> message.kind();
            case ComparedLine.Stage stage -> stage.stage().label();
            case ComparedLine.Sound _ -> "sound";
            case ComparedLine.End _ -> "end";
        };
        String sign = line.same() ? "" : line.pair().left().isEmpty() ? " >" : line.pair().right().isEmpty() ? " <" : " !";
        return line.turn() + " " + what + sign;
    }
}
