package earshot.display;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.display.DisplayMessage.DropReason;
import earshot.display.DisplayPage.Body;
import earshot.id.DeviceId;
import earshot.wire.InboundMessage;
import earshot.wire.JsonMessageCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayMessageReaderTest {
    @Test
    void aPageIsReadWithoutWhatIsUnknown() {
        DisplayMessage.Render render = (DisplayMessage.Render) read("""
            {"type":"ui.render","to":["AA","'bb'","","broadcast",7],"id":17,"page":" dialog.chat ","header":{"title":"t","icon":"x"},"body":{"kind":"text","text":" a\\u0007b\\nc "},
            "footer":{"hint":" h ","page":{"index":1,"total":3},"x":1},"script":"y"}""");
        assertThat(render.recipients()).isEqualTo(new DisplayMessage.Recipients(List.of(new DeviceId("aa"), new DeviceId("bb")), true));
        assertThat(render.page()).isEqualTo(
            new DisplayPage(Optional.of("17"), "dialog.chat", "t", new Body.Text("a b\nc"), Optional.of("h"), Optional.of(new DisplayPage.PageNumber(1, 3))));
        assertThat(JsonMessageCodec.write(DisplayMessageWriter.render(render.page()))).isEqualTo(
            "{\"type\":\"ui.render\",\"id\":\"17\",\"page\":\"dialog.chat\",\"header\":{\"title\":\"t\"},\"body\":{\"kind\":\"text\","
                + "\"text\":\"a b\\nc\"},\"footer\":{\"hint\":\"h\",\"page\":{\"index\":1,\"total\":3}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{'page':' ','body':{'kind':'text','text':'a'}}", "{'page':'p'}", "{'page':'p','body':{'kind':'html','text':'a'}}",
        "{'page':'p','body':{'kind':'text','items':['a']}}",
        "{'page':'p','body':{'kind':'list','text':'a'}}", "{'page':'p','body':['a']}", "{'page':7,'body':{'kind':'text','text':'a'}}"})
    void whatIsNoPageIsDropped(String message) {
        assertThat(read(message.replace('\'', '"').replaceFirst("\\{", "{\"type\":\"ui.render\"" + (message.length() > 2 ? "," : ""))))
            .isEqualTo(new DisplayMessage.Invalid("ui.render", Optional.empty(), DropReason.SCHEMA_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"index\":0,\"total\":1}", "{\"index\":1}", "{\"index\":\"1\",\"total\":2}", "{\"index\":1.5,\"total\":2}", "3",
        "{\"index\":99999999999,\"total\":2}" })
    void aPageNumberThatIsNoneIsLeftOut(String number) {
        DisplayMessage.Render render = (DisplayMessage.Render) read(
            "{\"type\":\"ui.render\",\"page\":\"p\",\"body\":{\"kind\":\"list\",\"items\":[]},\"footer\":{\"page\":" + number + "}}");
        assertThat(render.page().number()).isEmpty();
    }

    @Test
    void whatIsLongIsCut() {
        ObjectNode message = JSON.createObjectNode().put("type", "ui.render").put("page", "p").put("id", "x".repeat(128));
        message.putObject("header").put("title", "t".repeat(1000));
        message.putObject("body").put("kind", "list").putArray("items");
        IntStream.range(0, 5_000).forEach(i -> ((com.fasterxml.jackson.databind.node.ArrayNode) message.at("/body/items")).add("line " + i));
        IntStream.range(0, 5_000).forEach(i -> message.withArray("to").add("d" + i));
        DisplayMessage.Render render = (DisplayMessage.Render) read(message.toString());
        assertThat(render.recipients().devices()).hasSize(100);
        assertThat(render.page().title()).hasSize(80);
        assertThat(((Body.Lines) render.page().body()).items()).as("the last ones").hasSize(40).endsWith("line 4999");
        assertThat(((Body.Lines) render.page().lastLines(3).body()).items()).containsExactly("line 4997", "line 4998", "line 4999");
        message.withArray("/body/items").removeAll()
            .addAll(IntStream.range(0, 40).mapToObj(_ -> (com.fasterxml.jackson.databind.JsonNode) JSON.getNodeFactory().textNode("y".repeat(900))).toList());
        assertThat(((Body.Lines) ((DisplayMessage.Render) read(message.toString())).page().body()).items()).hasSize(10).allMatch(line -> line.length() == 200);
        assertThat(read(message.put("id", "x".repeat(129)).toString()))
            .isEqualTo(new DisplayMessage.Invalid("ui.render", Optional.empty(), DropReason.SCHEMA_INVALID));
    }

    @Test
    void aControlKeepsTheKeysThatPass() {
        DisplayMessage.Control control = (DisplayMessage.Control) read(
            "{\"type\":\"device.control\",\"action\":\"play.tone\",\"name\":\"cancel\",\"duration_ms\":-5,\"volume\":9}");
        assertThat(JsonMessageCodec.write(DisplayMessageWriter.control(control.control())))
            .isEqualTo("{\"type\":\"device.control\",\"action\":\"play.tone\",\"duration_ms\":0,\"name\":\"cancel\"}");
        assertThat(control.recipients()).isEqualTo(new DisplayMessage.Recipients(List.of(), false));
        assertThat(read("{\"type\":\"device.control\",\"action\":\"reboot\",\"id\":\"c\"}"))
            .isEqualTo(new DisplayMessage.Invalid("device.control", Optional.of("c"), DropReason.UNSUPPORTED_ACTION));
    }

    @Test
    void acknowledgementsAndErrorsAreRead() {
        assertThat(read("{\"type\":\"ui.ack\",\"status\":\"ok\",\"id\":\"p\",\"ts\":5}"))
            .isEqualTo(new DisplayMessage.Acknowledged(Optional.of("p"), "ok", OptionalLong.of(5)));
        assertThat(read("{\"type\":\"ui.ack\",\"ts\":\"5\"}")).isEqualTo(new DisplayMessage.Acknowledged(Optional.empty(), "ok", OptionalLong.empty()));
        assertThat(read("{\"type\":\"ui.error\",\"code\":\"INVALID_PAYLOAD\",\"id\":\"p\"}"))
            .isEqualTo(new DisplayMessage.Refused(Optional.of("p"), "INVALID_PAYLOAD", OptionalLong.empty()));
    }

    private static DisplayMessage read(String json) {
        return DisplayMessageReader.read((InboundMessage.Family) JsonMessageCodec.read(json));
    }
}
