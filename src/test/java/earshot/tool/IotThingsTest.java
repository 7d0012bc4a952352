package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import earshot.problem.ProblemReason;

class IotThingsTest {
    private static final String LAMP = """
        {"type":"iot","descriptors":[{"name":"Lamp","description":"a lamp","properties":{"power":{"description":"on or off","type":"boolean"}},
        "methods":{"SetPower":{"description":"Switches it","parameters":{"power":{"description":"on","type":"boolean"}}}}}]}""";
    private final List<JsonNode> sent = new ArrayList<>();
    private final IotThings things = new IotThings(sent::add, _ -> true);

    @Test
    void aDescribedMethodIsAFunctionAndItsCallACommand() throws Exception {
        assertThat(things.received(JSON.readTree(LAMP))).isEmpty();
        assertThat(things.list()).extracting(Tool::name).containsExactly("Lamp.state", "Lamp.SetPower");
        assertThat(things.call("Lamp.SetPower", JSON.readTree("{\"power\":true}")).join()).isEqualTo("done");
        assertThat(sent).singleElement().hasToString("[{\"name\":\"Lamp\",\"method\":\"SetPower\",\"parameters\":{\"power\":true}}]");
    }

    @Test
    void aStateOfTheWrongTypeIsNamedAndIgnored() throws Exception {
        things.received(JSON.readTree(LAMP));
        assertThat(things.received(JSON.readTree("{\"states\":[{\"name\":\"Lamp\",\"state\":{\"power\":true}}]}"))).isEmpty();
        assertThat(things.received(JSON.readTree("{\"states\":[{\"name\":\"Lamp\",\"state\":{\"power\":\"no\"}}]}"))).singleElement()
            .satisfies(wrong -> assertThat(ProblemReason.text(wrong, Locale.SIMPLIFIED_CHINESE)).isEqualTo("Lamp.power 应为 boolean，而不是 \"no\""));
        assertThat(things.call("Lamp.state", JSON.createObjectNode()).join()).isEqualTo("{\"power\":true}");
    }

    @Test
    void nothingStrangeIsTakenIn() throws Exception {
        assertThat(things.received(JSON.readTree("{\"descriptors\":5,\"states\":[{\"name\":\"Ghost\",\"state\":{}}]}"))).hasSize(1);
        assertThat(things.list()).isEmpty();
        assertThat(things.call("x", JSON.createObjectNode())).isCompletedExceptionally();
    }
}
