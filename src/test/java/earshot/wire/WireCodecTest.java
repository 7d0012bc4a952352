package earshot.wire;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTest {

    @Test
    void readsTheHelloOfCurrentFirmware() {
        var hello = (Inbound.Hello) WireCodec.read("""
            {"type":"hello","version":3,"features":{"mcp":true,"glyph_push":true},"text_font":{"bundle":"noto-v1","size":20},
             "transport":"websocket","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}}""");
        assertThat(hello.version()).isEqualTo(3);
        assertThat(hello.mcp()).isTrue();
        assertThat(hello.aec()).isFalse();
        assertThat(hello.audio()).isEqualTo(AudioParams.UPLINK);
        assertThat(hello.textFont().orElseThrow().path("size").asInt()).isEqualTo(20);
    }

    @Test
    void readsTheHelloOfABrowserPageThatSaysAlmostNothing() {
        var hello = (Inbound.Hello) WireCodec.read("{\"type\":\"hello\",\"device_name\":\"数字人\",\"device_mac\":\"x\",\"token\":\"t\",\"features\":{\"mcp\":true,\"emotion\":1}}");
        assertThat(hello.deviceName()).contains("数字人");
        assertThat(hello.version()).isEqualTo(1);
        assertThat(hello.format()).isEqualTo("opus");
        assertThat(hello.audio()).isEqualTo(AudioParams.UPLINK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"audioParams\":{\"sampleRate\":24000,\"frameDuration\":20}}|24000|20",
        "{\"audio_params\":{\"sample_rate\":\"16000\",\"frame_duration\":\"40\"}}|16000|40",
        "{\"audio_params\":{\"sample_rate\":-1,\"frame_duration\":61}}|16000|60",
        "{\"audio_params\":{\"sample_rate\":1e99,\"frame_duration\":[]}}|16000|60",
        "{\"audio_params\":\"opus\"}|16000|60",
        "{\"audio_params\":null}|16000|60"})
    void takesAudioParametersAsClientsWriteThemAndDefaultsTheOddOnes(String json, int rate, int millis) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(json);
        var hello = (Inbound.Hello) WireCodec.read(body.put("type", "hello").toString());
        assertThat(hello.audio()).isEqualTo(new AudioParams(rate, 1, millis));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"mcp\":true}|true", "[\"mcp\"]|true", "[\"aec\"]|false", "{\"mcp\":false}|false", "{\"mcp\":{}}|true", "\"mcp\"|false", "[1,null]|false", "7|false"})
    void featuresAreAnObjectOrAList(String features, boolean mcp) {
        assertThat(((Inbound.Hello) WireCodec.read("{\"type\":\"hello\",\"features\":" + features + "}")).mcp()).isEqualTo(mcp);
    }

    @Test
    void readsListenInAllItsStates() {
        assertThat(WireCodec.read("{\"session_id\":\"s\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}"))
            .isEqualTo(new Inbound.Listen(Inbound.Listen.State.START, Optional.of(ListenMode.REALTIME), Optional.empty()));
        assertThat(WireCodec.read("{\"type\":\"listen\",\"state\":\"stop\",\"mode\":\"sideways\"}"))
            .isEqualTo(new Inbound.Listen(Inbound.Listen.State.STOP, Optional.empty(), Optional.empty()));
        assertThat(WireCodec.read("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"你好小智\"}"))
            .isEqualTo(new Inbound.Listen(Inbound.Listen.State.DETECT, Optional.empty(), Optional.of("你好小智")));
        assertThat(WireCodec.read("{\"type\":\"listen\"}")).isInstanceOf(Inbound.Malformed.class);
    }

    @Test
    @DisplayName("row 42: ping and keepalive are the same heartbeat")
    void readsHeartbeats() {
        assertThat(WireCodec.read("{\"type\":\"ping\"}")).isEqualTo(new Inbound.Heartbeat());
        assertThat(WireCodec.read("{\"type\":\"keepalive\",\"x\":[1]}")).isEqualTo(new Inbound.Heartbeat());
        assertThat(WireCodec.write(new Outbound.Pong())).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    @DisplayName("row 24: any config_update is read as its key names only and answered exactly")
    void keepsOnlyTheKeysOfAConfigUpdate() {
        assertThat(WireCodec.read("{\"type\":\"config_update\",\"config\":{\"api_key\":\"hidden\",\"a\":{\"b\":1}}}")).isEqualTo(new Inbound.ConfigUpdate(List.of("api_key", "a")));
        for (String config : List.of("null", "\"text\"", "[1]", "7")) {
            assertThat(WireCodec.read("{\"type\":\"config_update\",\"config\":" + config + "}")).isEqualTo(new Inbound.ConfigUpdate(List.of()));
        }
        assertThat(WireCodec.read("{\"type\":\"config_update\"}")).isEqualTo(new Inbound.ConfigUpdate(List.of()));
        assertThat(WireCodec.write(new Outbound.ConfigUpdateOk())).isEqualTo("{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}");
    }

    @Test
    void readsTheOthers() {
        assertThat(WireCodec.read("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}")).isEqualTo(new Inbound.Abort(Optional.of("wake_word_detected")));
        assertThat(WireCodec.read("{\"type\":\"abort\",\"reason\":5}")).isEqualTo(new Inbound.Abort(Optional.empty()));
        assertThat(WireCodec.read("{\"type\":\"mode\",\"state\":\"start\",\"mode\":7}")).isEqualTo(new Inbound.Mode("start", ""));
        assertThat(WireCodec.read("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"s\"}}")).isEqualTo(new Inbound.ServerAction("restart", Optional.of("s")));
        assertThat(WireCodec.read("{\"type\":\"server\",\"action\":\"restart\",\"content\":\"s\"}")).isEqualTo(new Inbound.ServerAction("restart", Optional.empty()));
        assertThat(WireCodec.read("{\"type\":\"server\"}")).isInstanceOf(Inbound.Malformed.class);
        assertThat(WireCodec.read("{\"type\":\"goodbye\"}")).isEqualTo(new Inbound.Goodbye());
        assertThat(WireCodec.read("{\"type\":\"iot\",\"states\":[]}")).isInstanceOf(Inbound.Iot.class);
        assertThat(WireCodec.read("{\"type\":\"mcp\",\"payload\":{\"id\":1}}").summary()).isEqualTo("mcp result #1");
        assertThat(WireCodec.read("{\"type\":\"mcp\"}")).isEqualTo(new Inbound.Malformed("mcp without a payload"));
        assertThat(WireCodec.read("{\"type\":\"mcp\",\"payload\":\"x\"}")).isInstanceOf(Inbound.Malformed.class);
        assertThat(WireCodec.read("{\"type\":\"ui.ack\",\"id\":\"p\"}").type()).isEqualTo("ui.ack");
    }

    @Test
    void neverShowsTheSecretOfAServerMessage() {
        Inbound message = WireCodec.read("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"hidden\"}}");
        assertThat(message + message.summary()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "-7", " 0 ", "123456789012345678901234567890"})
    void aBareIntegerIsKeptAsItCame(String text) {
        assertThat(WireCodec.read(text)).isEqualTo(new Inbound.Number(text));
        assertThat(WireCodec.write(new Outbound.Plain(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "hello there|no JSON", "{\"type\":\"ping\"|no JSON", "{\"type\":\"ping\"} {}|no JSON", "[]|not a JSON object but a list", "null|not a JSON object but null",
        "1.5|not a JSON object but a number", "\"ping\"|not a JSON object but a string", "{}|no type", "{\"type\":7}|type is a number", "{\"type\":null}|type is null",
        "{\"type\":[\"ping\"]}|type is a list", "{\"type\":{\"a\":1}}|type is an object", "{'type':'ping'}|no JSON", "{\"type\":NaN}|no JSON"})
    void whatIsNoMessageIsMalformedWithAReason(String text, String reason) {
        assertThat(WireCodec.read(text)).isInstanceOfSatisfying(Inbound.Malformed.class, m -> assertThat(m.reason()).startsWith(reason));
    }

    @Test
    void emptyTextIsMalformed() {
        assertThat(WireCodec.read("")).isEqualTo(new Inbound.Malformed("not a JSON object but nothing"));
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"type\":\"iot\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(WireCodec.read(deep)).isInstanceOf(Inbound.Malformed.class);
        assertThat(WireCodec.read("{\"type\":\"iot\",\"a\":" + "[".repeat(50) + "]".repeat(50) + "}")).isInstanceOf(Inbound.Iot.class);
    }

    @Test
    void aHugeMessageIsReadOrRefusedButNeverThrows() {
        assertThat(WireCodec.read("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + "长".repeat(400_000) + "\"}")).isInstanceOf(Inbound.Listen.class);
        assertThat(WireCodec.read("{\"type\":\"hello\",\"version\":" + "9".repeat(100_000) + "}")).isInstanceOf(Inbound.Malformed.class);
    }

    @Test
    void ofADuplicateKeyTheLastOneCounts() {
        assertThat(WireCodec.read("{\"type\":\"ping\",\"type\":\"goodbye\"}")).isEqualTo(new Inbound.Goodbye());
    }

    @Test
    void writesTheHelloWithTransportAndWithoutLettingTheConfiguredObjectBreakIt() {
        ObjectNode configured = JsonNodeFactory.instance.objectNode().put("transport", "udp").put("version", 1).put("type", "x");
        assertThat(WireCodec.write(new Outbound.Hello(configured, "6e0c", new AudioParams(24_000, 1, 60)))).isEqualTo(
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"6e0c\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60},\"version\":1}");
        assertThat(configured.path("transport").asText()).isEqualTo("udp");
    }

    @Test
    void writesKeysInTheOrderOfTheProtocolAndChineseAsItIs() {
        assertThat(WireCodec.write(new Outbound.Listen(ListenMode.MANUAL))).isEqualTo("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        assertThat(WireCodec.write(new Outbound.Stt("你好", "s"))).isEqualTo("{\"type\":\"stt\",\"text\":\"你好\",\"session_id\":\"s\"}");
        assertThat(WireCodec.write(new Outbound.Llm("happy", "😊", "s"))).isEqualTo("{\"type\":\"llm\",\"text\":\"😊\",\"emotion\":\"happy\",\"session_id\":\"s\"}");
        assertThat(WireCodec.write(Outbound.Tts.of(Outbound.Tts.State.STOP, "s"))).isEqualTo("{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s\"}");
        assertThat(WireCodec.write(Outbound.Tts.sentence(Outbound.Tts.State.SENTENCE_START, "Hi.", "s")))
            .isEqualTo("{\"type\":\"tts\",\"state\":\"sentence_start\",\"session_id\":\"s\",\"text\":\"Hi.\"}");
        assertThat(WireCodec.write(new Outbound.Tts(Outbound.Tts.State.START, Optional.of("已进入会议模式"), Optional.of("config/assets/evening.wav"), Optional.empty())))
            .isEqualTo("{\"type\":\"tts\",\"state\":\"start\",\"url\":\"config/assets/evening.wav\",\"text\":\"已进入会议模式\"}");
        assertThat(WireCodec.write(new Outbound.Transcription("a", 1756000000123L, "s")))
            .isEqualTo("{\"type\":\"audio\",\"event\":\"transcription\",\"text\":\"a\",\"ts\":1756000000123,\"session_id\":\"s\"}");
        assertThat(WireCodec.write(new Outbound.ModeOk("start", "coding"))).isEqualTo("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"coding\"}");
        assertThat(WireCodec.write(new Outbound.ModeError())).isEqualTo("{\"type\":\"mode\",\"status\":\"error\",\"message\":\"invalid state or mode\"}");
        assertThat(WireCodec.write(new Outbound.SystemNotice(Optional.of("timeout_warning"), "连接将因长时间空闲而关闭，如需继续请发送任意消息。")))
            .isEqualTo("{\"type\":\"system\",\"event\":\"timeout_warning\",\"message\":\"连接将因长时间空闲而关闭，如需继续请发送任意消息。\"}");
        assertThat(WireCodec.write(new Outbound.SystemNotice(Optional.empty(), "m"))).isEqualTo("{\"type\":\"system\",\"message\":\"m\"}");
        assertThat(WireCodec.write(new Outbound.ServerReply(true, "配置更新成功", Optional.of("update_config"))))
            .isEqualTo("{\"type\":\"server\",\"status\":\"success\",\"message\":\"配置更新成功\",\"content\":{\"action\":\"update_config\"}}");
        assertThat(WireCodec.write(new Outbound.ServerReply(false, "服务器密钥验证失败", Optional.empty())))
            .isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        assertThat(WireCodec.write(new Outbound.Alert("s", "m", "sad"))).isEqualTo("{\"type\":\"alert\",\"status\":\"s\",\"message\":\"m\",\"emotion\":\"sad\"}");
        assertThat(WireCodec.write(new Outbound.Plain("设备注册失败"))).isEqualTo("设备注册失败");
    }

    @Test
    void leavesTheResourceFieldsOutWhenTheMachineDoesNotTell() {
        List<String> online = List.of("a0:b1:c2:00:00:01", "auto-1f0c9a7b");
        assertThat(WireCodec.write(new Outbound.ServerStats(1756000000123L, online, Optional.of(new Outbound.ServerStats.Resources(7.5, 41.2, 6650, 16384))))).isEqualTo(
            "{\"type\":\"server\",\"event\":\"stats\",\"ts\":1756000000123,\"deviceCount\":2,\"online\":[\"a0:b1:c2:00:00:01\",\"auto-1f0c9a7b\"],\"cpuPercent\":7.5,\"memPercent\":41.2,\"memUsedMB\":6650,\"memTotalMB\":16384}");
        assertThat(WireCodec.write(new Outbound.ServerStats(1, List.of(), Optional.empty()))).isEqualTo("{\"type\":\"server\",\"event\":\"stats\",\"ts\":1,\"deviceCount\":0,\"online\":[]}");
    }

    @Test
    void anMcpIdIsANumber() {
        ObjectNode call = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7).put("method", "tools/list");
        assertThat(WireCodec.write(new Outbound.Mcp(call, "s"))).isEqualTo("{\"session_id\":\"s\",\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}}");
        assertThatThrownBy(() -> new Outbound.Mcp(JSON.createObjectNode().put("id", "7"), "s")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDialectsDifferInFiveProperties() {
        assertThat(Dialect.ofPath("/supie/v1/")).isEqualTo(Dialect.BADGE);
        assertThat(Dialect.ofPath("/xiaozhi/v1/")).isEqualTo(Dialect.XIAOZHI);
        assertThat(Dialect.ofPath("/")).isEqualTo(Dialect.XIAOZHI);
        assertThat(Dialect.BADGE.downlinkRate()).isEqualTo(16_000);
        assertThat(Dialect.XIAOZHI.downlinkRate()).isEqualTo(24_000);
        assertThat(Dialect.BADGE.greetedUnasked()).isTrue();
        assertThat(Dialect.XIAOZHI.greetedUnasked()).isFalse();
        assertThat(Dialect.XIAOZHI.sttAlways()).isTrue();
        assertThat(Dialect.BADGE.statistics()).isTrue();
        assertThat(Dialect.XIAOZHI.statistics()).isFalse();
        assertThat(Dialect.XIAOZHI.transcriptions()).isFalse();
    }
}
