package earshot.coding;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The `coding` messages as they stand on the wire. Source: badge-protocol section 2.17.
class CodingMessageCodecTest {
    @Test
    void everyEventIsReadWithWhatItNames() throws JsonProcessingException {
        assertThat(read("{\"event\":\"start\"}")).isEqualTo(new CodingMessage.Start());
        assertThat(read("{\"event\":\"stop\"}")).isEqualTo(new CodingMessage.Stop());
        assertThat(read("{\"event\":\"clear\",\"name\":7}")).isEqualTo(new CodingMessage.Clear());
        assertThat(read("{\"event\":\"phase\",\"name\":\" Build \"}")).as("as sent").isEqualTo(new CodingMessage.Phase(" Build "));
        assertThat(read("{\"event\":\"step\",\"name\":\"编译\"}")).isEqualTo(new CodingMessage.Step("编译"));
        assertThat(read("{\"event\":\"log\",\"level\":\"warn\",\"text\":\"slow\"}")).isEqualTo(new CodingMessage.Log(CodingMessage.Level.WARN, "slow"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                             | event must be start, stop, clear, phase, step or log
        {"event":"START"}                              | event must be start, stop, clear, phase, step or log
        {"event":["log"]}                              | event must be start, stop, clear, phase, step or log
        {"event":"phase"}                              | a phase needs a name
        {"event":"phase","name":"  "}                  | a phase needs a name
        {"event":"phase","name":7}                     | a phase needs a name
        {"event":"step","name":null}                   | a step needs a name
        {"event":"log","text":"x"}                     | level must be info, warn or error
        {"event":"log","level":"fatal","text":"x"}     | level must be info, warn or error
        {"event":"log","level":"info"}                 | a log needs a text
        {"event":"log","level":"info","text":" "}      | a log needs a text""")
    void whatCannotBeUsedSaysWhatItLacks(String body, String reason) throws JsonProcessingException {
        assertThat(read(body)).isEqualTo(new CodingMessage.Invalid(reason));
        assertThat(body(CodingMessageCodec.receipt(read(body))))
            .isEqualTo(JSON.createObjectNode().put("type", "coding").put("status", "error").put("code", "SCHEMA_INVALID").put("message", reason));
    }

    @Test
    void aReceiptNamesTheEventAndRepeatsNothing() {
        Map<CodingMessage, String> events = Map.of(new CodingMessage.Start(), "start", new CodingMessage.Stop(), "stop", new CodingMessage.Clear(), "clear",
            new CodingMessage.Phase("secret"), "phase",
            new CodingMessage.Step("secret"), "step", new CodingMessage.Log(CodingMessage.Level.ERROR, "secret"), "log");
        events.forEach((message, event) -> assertThat(body(CodingMessageCodec.receipt(message)))
            .isEqualTo(JSON.createObjectNode().put("type", "coding").put("status", "ok").put("event", event)));
    }

    @Test
    void anInsightHasItsFourListsAlsoWhereTheyAreEmptyAndTheSummaryIsCalledSo() {
        Insight insight = new Insight(List.of("a test fails"), List.of(), List.of("look at it"), List.of());
        ObjectNode body = body(CodingMessageCodec.insight(insight, false, "test", "Anna's board"));
        assertThat(body.toString()).isEqualTo(
            "{\"type\":\"coding\",\"event\":\"insight\",\"phase\":\"test\",\"insights\":[\"a test fails\"],\"risks\":[],\"actions\":[\"look at it\"],\"nextSteps\":[],\"from\":\"Anna's board\"}");
        assertThat(body(CodingMessageCodec.insight(Insight.NOTHING, true, "", "x")).path("event").asText()).isEqualTo("summary");
        assertThat(body(CodingMessageCodec.cleared("empty now")).toString()).isEqualTo("{\"type\":\"coding\",\"event\":\"clear\",\"text\":\"empty now\"}");
    }

    private static CodingMessage read(String body) throws JsonProcessingException {
        return CodingMessageCodec.read((ObjectNode) JSON.readTree(body));
    }

    private static ObjectNode body(OutboundMessage message) {
        return ((OutboundMessage.Family) message).body();
    }
}
